import { Copy } from 'lucide-react'
import { useState } from 'react'
import type { Bot } from '#shared/bot.ts'
import { trpc } from '../api.ts'
import { Button } from '../ui/Button.tsx'
import { copyText } from '../ui/copy-text.ts'
import { Notice } from '../ui/Card.tsx'
import { TabPanel, Tabs } from '../ui/Tabs.tsx'
import { embedSnippet, isLocalAddress, tagManagerSnippet } from './embed-snippet.ts'
import { PASTING } from './pasting.ts'

/** Where the widget will be loaded from. */
function useBase(): string {
  const settings = trpc.settings.get.useQuery(undefined, { staleTime: 60_000 })
  return settings.data?.public_url || location.origin
}

/** The lines to paste, or undefined while the bot's key cannot be shown. */
export function useEmbedSnippet(bot: Bot): string | undefined {
  const base = useBase()
  return bot.api_key === null ? undefined : embedSnippet(base, bot.id, bot.api_key)
}

/** The code for each kind of site, with the place to paste it. */
export function EmbedCode({ bot }: { bot: Bot }) {
  const base = useBase()
  const [place, setPlace] = useState<(typeof PASTING)[number]['value']>('html')
  if (bot.api_key === null) return <NoKey />
  const key = bot.api_key
  return (
    <div className="stack gap-4">
      {isLocalAddress(base) && (
        <Notice tone="brass">
          This code works only on this computer until Frontdesk has a public address. Set PUBLIC_URL to it, then copy
          the code again.
        </Notice>
      )}
      <Tabs label="Kind of site" value={place} onChange={setPlace} tabs={PASTING}>
        {PASTING.map(({ value, steps, isTagManager, otherwise }) => (
          <TabPanel key={value} value={value}>
            <Code snippet={(isTagManager ? tagManagerSnippet : embedSnippet)(base, bot.id, key)} />
            <ol className="mt-4 list-decimal space-y-1.5 pl-5 marker:text-quiet marker:tabular-nums">
              {steps.map((step) => (
                <li key={step} className="pl-1">
                  <Step words={step} />
                </li>
              ))}
            </ol>
            {otherwise !== undefined && (
              <p className="mt-3 text-quiet">
                <Step words={otherwise} />
              </p>
            )}
          </TabPanel>
        ))}
      </Tabs>
    </div>
  )
}

function Code({ snippet }: { snippet: string }) {
  return (
    <div className="stack gap-3">
      <pre
        className="overflow-x-auto rounded-control bg-sunk p-3 text-small"
        tabIndex={0}
        role="group"
        aria-label="Embed code"
      >
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

/** What stands between ** is what the owner will read on the screen. */
const Step = ({ words }: { words: string }) =>
  words.split('**').map((part, index) =>
    index % 2 === 1 ? (
      <b key={index} className="font-medium whitespace-nowrap">
        {part}
      </b>
    ) : (
      part
    ),
  )

export const NoKey = () => (
  <Notice tone="warn">
    This bot’s key cannot be displayed because secret.key was lost or replaced. Restore it on the server, or regenerate
    the key in the bot’s settings.
  </Notice>
)
