/** The desk bell: brass button, green dome, ink base. */
export function Mark({ className = 'size-6' }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true">
      <rect className="fill-brass" x="13.5" y="4" width="5" height="5" rx="2.2" />
      <path className="fill-accent" d="M4.5 21.5a11.5 11.5 0 0 1 23 0z" />
      <rect className="fill-ink" x="2.5" y="23.5" width="27" height="4.5" rx="2.25" />
    </svg>
  )
}

export function Wordmark() {
  return (
    <span className="row gap-2 text-title font-semibold tracking-tight">
      <Mark />
      Frontdesk
    </span>
  )
}
