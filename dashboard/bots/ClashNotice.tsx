import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Card.tsx'
import type { BotDraft } from './bot-form.ts'
import type { Clash } from './edits.ts'
import { toPercent } from './relevance-cut.ts'

type Props = { clash: Clash; mine: BotDraft[keyof BotDraft]; onKeep: () => void; onTake: () => void }

/** Both versions of a field that was changed here and in another tab. */
export function ClashNotice({ clash: { field, theirs }, mine, onKeep, onTake }: Props) {
  return (
    <Notice
      tone="warn"
      role="alert"
      action={
        <div className="row gap-2">
          <Button small onClick={onKeep}>
            Keep mine
          </Button>
          <Button small onClick={onTake}>
            Take theirs
          </Button>
        </div>
      }
    >
      <p className="max-h-24 overflow-y-auto">
        In another tab the {NAMES[field]} was changed to {inWords(field, theirs)}. Yours is {inWords(field, mine)}.
      </p>
    </Notice>
  )
}

const NAMES: Record<keyof BotDraft, string> = {
  name: 'name',
  welcome_message: 'welcome message',
  accent_color: 'accent color',
  position: 'position',
  show_button_text: 'switch “Show button text”',
  button_text: 'button text',
  message_limit: 'monthly message limit',
  budget_micro_usd: 'monthly budget',
  relevance_cut: 'relevance from which it answers',
  fallback_message: 'fallback message',
  allowed_origins: 'list of allowed sites',
}

function inWords(field: keyof BotDraft, value: BotDraft[keyof BotDraft]): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (typeof value === 'number') return `${toPercent(value)} %`
  if (field === 'allowed_origins' && value === '') return 'any site'
  if (value === '') return 'nothing'
  return field === 'position' ? value.replace('-', ' ') : `“${value}”`
}
