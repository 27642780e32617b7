import { Copy } from 'lucide-react'
import type { Bot } from '#shared/bot.ts'
import { trpc } from '../api.ts'
import { Button } from '../ui/Button.tsx'
import { copyText } from '../ui/copy-text.ts'
import { Notice } from '../ui/Card.tsx'
import { embedSnippet } from './embed-snippet.ts'

/** The lines to paste, or undefined while the bot's key cannot be shown. */
export function useEmbedSnippet(bot: Bot): string | undefined {
  const settings = trpc.settings.get.useQuery(undefined, { staleTime: 60_000 })
  if (bot.api_key === null) return undefined
  return embedSnippet(settings.data?.public_url || location.origin, bot.id, bot.api_key)
}

export function EmbedCode({ bot }: { bot: Bot }) {
  const snippet = useEmbedSnippet(bot)
  if (snippet === undefined) return <NoKey />
  return (
    <div className="stack gap-3">
      <pre className="overflow-x-auto rounded-control bg-sunk p-3 text-small" tabIndex={0} aria-label="Embed code">
        <code>{snippet}</code>
      </pre>
      <div>
        <Button look="primary" onClick={() => void copyText(snippet, 'Code')}>
          <Copy />
          Copy code
        </Button>
      </div>
    </div>
  )
}

export const NoKey = () => (
  <Notice tone="warn">
    This bot’s key cannot be displayed because secret.key was lost or replaced. Restore it on the server, or regenerate
    the key in the bot’s settings.
  </Notice>
)
