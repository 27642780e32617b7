import { Copy, FlaskConical } from 'lucide-react'
import { Link } from 'react-router'
import type { Bot } from '#shared/bot.ts'
import { trpc } from '../api.ts'
import { useEmbedSnippet } from '../bots/EmbedCode.tsx'
import { Button } from '../ui/Button.tsx'
import { copyText } from '../ui/copy-text.ts'
import { EmptyState } from '../ui/State.tsx'

/** Before the first question: how it comes about. */
export function NothingAsked({ botId }: { botId: string | undefined }) {
  const bot = trpc.bots.get.useQuery({ id: botId ?? '' }, { enabled: botId !== undefined })
  return (
    <EmptyState
      title="No one has asked anything yet"
      action={
        bot.data === undefined ? (
          <Button look="primary" asChild>
            <Link to="/dashboard">Go to your bots</Link>
          </Button>
        ) : (
          <FirstQuestion bot={bot.data} />
        )
      }
    >
      Questions and answers appear here as soon as visitors of your site write to{' '}
      {botId === undefined ? 'a bot' : 'the bot'}, or you test it.
    </EmptyState>
  )
}

function FirstQuestion({ bot }: { bot: Bot }) {
  const snippet = useEmbedSnippet(bot)
  return (
    <div className="flex flex-wrap justify-center gap-2">
      {snippet !== undefined && (
        <Button look="primary" onClick={() => void copyText(snippet, 'Code')}>
          <Copy />
          Copy code
        </Button>
      )}
      <Button asChild>
        <Link to={`/dashboard/bots/${bot.id}/test`}>
          <FlaskConical />
          Test
        </Link>
      </Button>
    </div>
  )
}
