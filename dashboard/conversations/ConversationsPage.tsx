import { MessagesNav } from '../shell/MessagesNav.tsx'
import { PageHead } from '../shell/PageHead.tsx'

export function ConversationsPage() {
  return (
    <div className="page stack gap-5">
      <PageHead title="Conversations" />
      <MessagesNav />
    </div>
  )
}
