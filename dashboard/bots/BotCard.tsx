import { Copy, FlaskConical, Pencil, Trash2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { Link } from 'react-router'
import type { Bot } from '#shared/bot.ts'
import { Button } from '../ui/Button.tsx'
import { copyText } from '../ui/copy-text.ts'
import { sayProblem } from '../ui/Toast.tsx'
import { When } from '../ui/When.tsx'
import { BotAvatar } from './BotAvatar.tsx'
import { BotStatus } from './BotStatus.tsx'
import { useEmbedSnippet } from './EmbedCode.tsx'
import { UsageBar } from './UsageBar.tsx'

// Dialogs are a good part of the page's script, and few visits open one.
const DeleteBotDialog = lazy(async () => ({ default: (await import('./DeleteBotDialog.tsx')).DeleteBotDialog }))

export function BotCard({ bot }: { bot: Bot }) {
  const [deleting, setDeleting] = useState(false)
  const snippet = useEmbedSnippet(bot)
  const page = `/dashboard/bots/${bot.id}`

  return (
    <article aria-label={bot.name} className="@container stack rounded-card border border-line bg-surface">
      <div className="stack grow gap-4 p-4">
        <div className="row gap-3">
          <BotAvatar bot={bot} />
          <div className="min-w-0">
            <h2 aria-label={bot.name} className="truncate text-title font-semibold">
              {/* For the pointer alone: to everyone else it would be "Edit" once more. */}
              <Link to={page} aria-hidden="true" tabIndex={-1} className="hover:text-accent">
                {bot.name}
              </Link>
            </h2>
            <BotStatus bot={bot} />
          </div>
        </div>
        <UsageBar bot={bot} />
        <Activity bot={bot} />
      </div>
      <div className="flex justify-between border-t border-line p-2 @max-[340px]:[&_svg]:hidden [&>*]:px-2">
        <Button look="quiet" small asChild>
          <Link to={page}>
            <Pencil />
            Edit
          </Link>
        </Button>
        <Button look="quiet" small asChild>
          <Link to={`${page}/test`}>
            <FlaskConical />
            Test
          </Link>
        </Button>
        <Button
          look="quiet"
          small
          onClick={() =>
            snippet === undefined
              ? sayProblem('This key cannot be displayed. Regenerate it in the bot’s settings.')
              : void copyText(snippet, 'Code')
          }
        >
          <Copy />
          Copy code
        </Button>
        <Button look="quiet" small className="hover:text-bad" onClick={() => setDeleting(true)}>
          <Trash2 />
          Delete
        </Button>
      </div>
      {deleting && (
        <Suspense>
          <DeleteBotDialog bot={bot} open onClose={() => setDeleting(false)} />
        </Suspense>
      )}
    </article>
  )
}

/** What happened last, in two lines, so that cards beside each other are of one height. */
function Activity({ bot }: { bot: Bot }) {
  return (
    <div className="mt-auto stack gap-1 note">
      {bot.status === 'untrained' ? (
        <p>
          <Link to={`/dashboard/bots/new?bot=${bot.id}`} className="link">
            Continue set-up
          </Link>
        </p>
      ) : (
        <p className="truncate">
          {bot.last_question_at === null ? (
            'No questions yet'
          ) : (
            <Link to={`/dashboard/bots/${bot.id}/conversations`} className="link">
              Last question <When at={bot.last_question_at} />
            </Link>
          )}
        </p>
      )}
      {bot.status === 'error' ? (
        <p className="line-clamp-2 text-bad" title={bot.status_detail ?? undefined}>
          {bot.status_detail}
        </p>
      ) : (
        <p className="truncate" title={bot.last_seen?.host}>
          {bot.last_seen === null ? (
            'Not seen on any site yet'
          ) : (
            <>
              Seen on {bot.last_seen.host}, <When at={bot.last_seen.seen_at} />
            </>
          )}
        </p>
      )}
    </div>
  )
}
