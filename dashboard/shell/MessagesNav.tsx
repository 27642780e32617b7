import { NavLink, useLocation, useNavigate, useParams } from 'react-router'
import { trpc } from '../api.ts'
import { Select } from '../ui/Select.tsx'

const PAGES = [
  { path: 'conversations', label: 'Conversations' },
  { path: 'unanswered', label: 'Unanswered' },
]

/** Between the pages about what visitors wrote, and between their bots: all, or the one in the address. */
export function MessagesNav() {
  const { id } = useParams()
  return (
    // As high as the choice of a bot, which comes later.
    <div className="flex min-h-[45px] items-end justify-between gap-x-4 border-b border-line max-sm:min-h-[53px]">
      <nav aria-label="Messages" className="flex shrink-0 gap-3 sm:gap-6">
        {PAGES.map(({ path, label }) => (
          <NavLink
            key={path}
            to={toPath(id, path)}
            className={
              'row -mb-px h-10 border-b-2 border-transparent px-1 font-medium text-quiet transition-colors duration-150 ' +
              'hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink max-sm:h-11'
            }
          >
            {label}
          </NavLink>
        ))}
      </nav>
      <BotSelect chosen={id} />
    </div>
  )
}

const toPath = (botId: string | undefined, page: string): string =>
  botId === undefined ? `/dashboard/${page}` : `/dashboard/bots/${botId}/${page}`

const FROM_HERE = 'bot choice'

/** Nothing to choose from with a single bot. */
function BotSelect({ chosen }: { chosen: string | undefined }) {
  const bots = trpc.bots.list.useQuery().data?.bots ?? []
  const navigate = useNavigate()
  const location = useLocation()
  const state: unknown = location.state
  const page = location.pathname.split('/').at(-1) ?? ''
  if (bots.length < 2) return null
  return (
    <Select
      aria-label="Bot"
      // The page of another bot is a new one; who chose it here goes on here.
      autoFocus={state === FROM_HERE}
      value={chosen ?? ''}
      onChange={({ target }) => void navigate(toPath(target.value || undefined, page), { state: FROM_HERE })}
      className="mb-2 w-56 min-w-0"
    >
      <option value="">All bots</option>
      {bots.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  )
}
