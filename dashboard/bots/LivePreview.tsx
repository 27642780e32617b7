import { useState } from 'react'
import type { Bot } from '#shared/bot.ts'
import { PreviewFrame } from '../preview/PreviewFrame.tsx'
import { Button } from '../ui/Button.tsx'
import type { BotDraft } from './bot-form.ts'
import { botLook } from './bot-look.ts'
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
          look={botLook(bot, draft)}
        />
      )}
    </aside>
  )
}
