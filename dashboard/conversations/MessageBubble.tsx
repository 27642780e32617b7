import type { Message } from '#shared/conversation.ts'
import { classes } from '../ui/classes.ts'
import { When } from '../ui/When.tsx'

/** What was written stands as text, whatever it holds: visitors write it, and models do. */
export function MessageBubble({ message, botName }: { message: Message; botName: string }) {
  const isVisitor = message.role === 'user'
  const outcome = toOutcome(message)
  return (
    <li className={classes('stack max-w-[85%] gap-1', isVisitor ? 'items-end self-end' : 'items-start')}>
      <p className="note flex flex-wrap gap-x-1.5">
        <span className="font-medium">{isVisitor ? 'Visitor' : botName}</span>
        <When at={message.created_at} />
        {outcome !== undefined && <span className="text-warn">{outcome}</span>}
      </p>
      <p
        dir="auto"
        className={classes(
          'rounded-card border border-line px-3 py-2 wrap-anywhere whitespace-pre-wrap',
          isVisitor ? 'bg-accent-wash' : 'bg-sunk',
        )}
      >
        {message.content}
      </p>
      {message.sources.length > 0 && (
        <ul aria-label="Sources used" className="stack w-full gap-1">
          {message.sources.map((source, index) => (
            <li key={index}>
              <SourceUsed source={source} />
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

function SourceUsed({ source: { title, url, excerpt, relevance } }: { source: Message['sources'][number] }) {
  const isLink = url !== null && /^https?:\/\//.test(url)
  return (
    <details className="note">
      <summary className="w-fit max-w-full rounded-full border border-line px-2.5 py-0.5 wrap-anywhere hover:text-ink">
        {title || url} · {Math.floor(relevance * 100)} %<span className="sr-only"> relevant</span>
      </summary>
      <div className="mt-1.5 stack gap-1 border-l-2 border-line pl-3 wrap-anywhere">
        <p>{excerpt}</p>
        {isLink && (
          <a href={url} target="_blank" rel="noopener noreferrer" className="link w-fit">
            {url}
          </a>
        )}
      </div>
    </details>
  )
}

function toOutcome({ role, status, answered }: Message): string | undefined {
  if (status === 'failed') return 'The answer failed; this message was not counted'
  if (role === 'user') return undefined
  if (status === 'partial') return 'Answer cut off'
  return answered ? undefined : 'Not answered'
}
