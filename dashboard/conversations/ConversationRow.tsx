import { Link } from 'react-router'
import type { ListedConversation } from '#shared/conversation.ts'
import { When } from '../ui/When.tsx'

type Props = { conversation: ListedConversation; to: string; isTabStop: boolean; isChosen: boolean; showsBot: boolean }

export function ConversationRow({ conversation, to, isTabStop, isChosen, showsBot }: Props) {
  const { first_question, last_message, found, bot_name, messages, unanswered, updated_at } = conversation
  return (
    <Link
      to={to}
      preventScrollReset
      tabIndex={isTabStop ? 0 : -1}
      aria-current={isChosen || undefined}
      className={
        'stack h-full justify-center gap-0.5 px-3 outline-offset-[-2px] transition-colors duration-150 hover:bg-sunk ' +
        'aria-[current=true]:bg-accent-wash aria-[current=true]:inset-shadow-[2px_0_0_var(--color-accent)]'
      }
    >
      <span className="row justify-between gap-3">
        <span dir="auto" className="truncate font-medium">
          {first_question}
        </span>
        <span className="note shrink-0">
          <When at={found?.created_at ?? updated_at} />
        </span>
      </span>
      <span dir="auto" className="truncate text-quiet">
        {found ? `${found.role === 'user' ? 'Visitor' : 'Bot'}: ${found.excerpt}` : last_message}
      </span>
      <span className="note row gap-1.5">
        {showsBot && <span className="truncate">{bot_name} ·</span>}
        <span className="shrink-0">{messages === 1 ? '1 message' : `${messages} messages`}</span>
        {unanswered > 0 && <span className="shrink-0 text-warn">· {unanswered} unanswered</span>}
      </span>
    </Link>
  )
}
