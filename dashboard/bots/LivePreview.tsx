import { useState } from 'react'
import type { Bot } from '#shared/bot.ts'
import { PreviewFrame } from '../preview/PreviewFrame.tsx'
import { Button } from '../ui/Button.tsx'
import type { BotDraft } from './bot-form.ts'
import { NoKey } from './EmbedCode.tsx'

/** The widget as it would look with what is typed now, saved or not. */
export function LivePreview({ bot, draft }: { bot: Bot; draft: BotDraft }) {
  const [open, setOpen] = useState(true)
  return (
    <aside aria-label="Live preview" className="stack gap-2 pt-6 lg:sticky lg:top-0">
      <div className="row h-5 justify-between">
        <h2 className="font-medium">Preview</h2>
        <Button small look="quiet" onClick={() => setOpen(!open)}>
          {open ? 'Show it closed' : 'Show it open'}
        </Button>
      </div>
      {bot.api_key === null ? (
        <NoKey />
      ) : (
        <PreviewFrame
          botId={bot.id}
          apiKey={bot.api_key}
          open={open}
          className="h-[460px] sm:h-[640px]"
          look={{
            name: draft.name,
            welcome_message: draft.welcome_message,
            avatar_url: bot.avatar_url,
            position: draft.position,
            show_button_text: draft.show_button_text,
            button_text: draft.button_text,
            ...(/^#[0-9a-f]{6}$/i.test(draft.accent_color) && { accent_color: draft.accent_color }),
          }}
        />
      )}
    </aside>
  )
}
