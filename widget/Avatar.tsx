import { BELL, Icon } from './Icon.tsx'

/** The bot's picture over the desk bell, which stays where there is none or it does not load. */
export const Avatar = ({ url }: { url: string | null }) => (
  <span class="avatar">
    <Icon path={BELL} />
    {url && <img src={url} alt="" onError={(event) => event.currentTarget.remove()} />}
  </span>
)
