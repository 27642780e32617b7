export const BELL = 'M4 17h16M6 17a6 6 0 0 1 12 0M12 11V8M10 8h4'
export const CHAT = 'M20 11.5a7.5 7.5 0 0 1-11 6.6L4.5 19.5l1.3-4.2A7.5 7.5 0 1 1 20 11.5z'
export const CLOSE = 'M7 7l10 10M17 7L7 17'
export const SEND = 'M12 19V6M6 11l6-6 6 6'
export const STOP = 'M7 7h10v10H7z'

export const Icon = ({ path }: { path: string }) => (
  <svg viewBox="0 0 24 24" aria-hidden="true">
    <path d={path} />
  </svg>
)
