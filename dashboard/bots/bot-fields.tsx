import { DEFAULT_FALLBACK_MESSAGE, type Bot } from '#shared/bot.ts'
import { AvatarField } from '../avatar/AvatarField.tsx'
import { Field } from '../ui/Field.tsx'
import { Input, Textarea } from '../ui/Input.tsx'
import { Switch } from '../ui/Switch.tsx'
import type { BotDraft } from './bot-form.ts'
import { ColorField } from './ColorField.tsx'
import { CutField } from './CutField.tsx'
import { sayCost } from './money.ts'
import { PositionField } from './PositionField.tsx'

/** What each group of fields needs to draw and change the draft. */
export type FieldsProps = {
  draft: BotDraft
  problems: Record<string, string>
  change: (changes: Partial<BotDraft>) => void
  leave: (field: keyof BotDraft) => void
}

const WELCOME_MAX = 200

export function BasicFields({ draft, problems, change, leave }: FieldsProps) {
  return (
    <>
      <Field
        label="Bot name"
        hint="Visitors see it at the top of the chat."
        error={problems['name']}
        onLeave={() => leave('name')}
      >
        {(described) => (
          <Input
            {...described}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
            maxLength={80}
            autoComplete="off"
          />
        )}
      </Field>
      <Field
        label="Welcome message"
        hint="The first thing a visitor reads."
        error={problems['welcome_message']}
        onLeave={() => leave('welcome_message')}
        aside={
          <span className="note tabular-nums">
            {draft.welcome_message.length} / {WELCOME_MAX}
          </span>
        }
      >
        {(described) => (
          <Textarea
            {...described}
            value={draft.welcome_message}
            onChange={(event) => change({ welcome_message: event.target.value })}
            maxLength={WELCOME_MAX}
          />
        )}
      </Field>
    </>
  )
}

export function LookFields({ bot, draft, problems, change, leave }: FieldsProps & { bot: Bot }) {
  return (
    <>
      <AvatarField bot={bot} />
      <ColorField
        value={draft.accent_color}
        onChange={(accent_color) => change({ accent_color })}
        error={problems['accent_color']}
        onLeave={() => leave('accent_color')}
      />
      <PositionField value={draft.position} onChange={(position) => change({ position })} />
      <Switch
        label="Show button text"
        hint="A pill with words instead of a round button."
        checked={draft.show_button_text}
        onChange={(show_button_text) => change({ show_button_text })}
      />
      {draft.show_button_text && (
        <Field label="Button text" error={problems['button_text']} onLeave={() => leave('button_text')}>
          {(described) => (
            <Input
              {...described}
              value={draft.button_text}
              onChange={(event) => change({ button_text: event.target.value })}
              maxLength={40}
            />
          )}
        </Field>
      )}
    </>
  )
}

export function RuleFields({ bot, draft, problems, change, leave }: FieldsProps & { bot: Bot }) {
  const canBudget = bot.cost_micro_usd !== null || bot.budget_micro_usd !== null
  return (
    <>
      <Field
        label="Monthly message limit"
        hint="Visitors’ messages the bot answers in a month. The count starts again on the 1st."
        error={problems['message_limit']}
        onLeave={() => leave('message_limit')}
      >
        {(described) => (
          <Input
            {...described}
            value={draft.message_limit}
            onChange={(event) => change({ message_limit: event.target.value })}
            inputMode="numeric"
            className="max-w-40 tabular-nums"
            autoComplete="off"
          />
        )}
      </Field>
      <Field
        label="Monthly budget"
        hint={
          canBudget
            ? 'Dollars the model may cost in a month. Once they are used up, the bot answers with quotes from your knowledge until the 1st. Empty means no budget.'
            : 'The price of your model is not known. To use a budget, set CHAT_PROMPT_PRICE, CHAT_COMPLETION_PRICE and EMBEDDING_PRICE on the server.'
        }
        error={problems['budget_micro_usd']}
        onLeave={() => leave('budget_micro_usd')}
        aside={<span className="note tabular-nums">{sayCost(bot)}</span>}
      >
        {(described) => (
          <Input
            {...described}
            value={draft.budget_micro_usd}
            onChange={(event) => change({ budget_micro_usd: event.target.value })}
            disabled={!canBudget}
            inputMode="decimal"
            placeholder="No budget"
            className="max-w-40 tabular-nums"
            autoComplete="off"
          />
        )}
      </Field>
      <CutField
        value={draft.relevance_cut}
        onChange={(relevance_cut) => change({ relevance_cut })}
        error={problems['relevance_cut']}
      />
      <Field
        label="Fallback message"
        hint="What the bot says when its knowledge does not hold the answer. Tell people how to reach you."
        error={problems['fallback_message']}
        onLeave={() => leave('fallback_message')}
      >
        {(described) => (
          <Textarea
            {...described}
            value={draft.fallback_message}
            onChange={(event) => change({ fallback_message: event.target.value })}
            placeholder={DEFAULT_FALLBACK_MESSAGE}
            maxLength={500}
          />
        )}
      </Field>
      <Field
        label="Allowed sites"
        hint="One address on each line; empty means any website. The list keeps other websites from showing your bot. It does not stop programs; limits do."
        error={problems['allowed_origins']}
        onLeave={() => leave('allowed_origins')}
      >
        {(described) => (
          <Textarea
            {...described}
            value={draft.allowed_origins}
            onChange={(event) => change({ allowed_origins: event.target.value })}
            placeholder={'https://shop.example\nhttps://*.shop.example'}
            wrap="off"
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
    </>
  )
}
