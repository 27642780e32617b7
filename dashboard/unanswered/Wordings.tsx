import { ChevronDown, MessageCircle } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import type { UnansweredGroup } from '#shared/unanswered.ts'
import { plural } from '../knowledge/training-words.ts'

/** Each way in which a group was asked, and where. */
export function Wordings({ group: { bot_id, wordings } }: { group: UnansweredGroup }) {
  const [shown, setShown] = useState(false)
  const toConversation = (id: string) => `/dashboard/bots/${bot_id}/conversations?c=${id}`
  const [only, second] = wordings
  if (second === undefined) {
    return (
      <Link
        to={toConversation(only?.conversation_id ?? '')}
        className="row w-fit gap-1.5 rounded-sm note hover:text-ink"
      >
        <MessageCircle className="size-3.5" aria-hidden="true" />
        See the conversation
      </Link>
    )
  }
  return (
    <>
      <button
        type="button"
        aria-expanded={shown}
        onClick={() => setShown(!shown)}
        className="row w-fit gap-1 rounded-sm note hover:text-ink max-sm:min-h-8"
      >
        <ChevronDown
          className={`size-4 transition-transform duration-150 ${shown ? 'rotate-180' : ''}`}
          aria-hidden="true"
        />
        {shown ? 'Hide the wordings' : `Show all ${plural(wordings.length, 'wording')}`}
      </button>
      {shown && (
        <ul aria-label="Wordings" className="stack mt-1 animate-appear gap-2 border-l-2 border-line pl-3">
          {wordings.map(({ text, count, conversation_id }) => (
            <li key={text} className="text-small">
              <bdi className="wrap-anywhere">{text}</bdi>{' '}
              <span className="text-quiet tabular-nums">
                {count > 1 && `× ${count} `}
                <Link to={toConversation(conversation_id)} className="link">
                  See the conversation
                </Link>
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
