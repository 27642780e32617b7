import { Copy, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import type { Bot } from '#shared/bot.ts'
import { trpc } from '../api.ts'
import { toFailure } from '../failure.ts'
import { Button } from '../ui/Button.tsx'
import { copyText } from '../ui/copy-text.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { Input } from '../ui/Input.tsx'
import { FormError } from '../ui/State.tsx'
import { NoKey } from './EmbedCode.tsx'

export function KeyField({ bot }: { bot: Bot }) {
  const utils = trpc.useUtils()
  const [asking, setAsking] = useState(false)
  const regenerate = trpc.bots.regenerateKey.useMutation({
    onSuccess: ({ api_key }) => {
      utils.bots.get.setData({ id: bot.id }, (old) => old && { ...old, api_key })
      void utils.bots.list.invalidate()
    },
    onSettled: () => setAsking(false),
  })
  const key = bot.api_key

  return (
    <div className="stack gap-3">
      {key === null ? (
        <NoKey />
      ) : (
        <Field
          label="API key"
          hint="It is in the code on your site, so it is no secret; a new one locks the old code out."
        >
          {(described) => (
            <div className="row gap-2">
              <Input
                {...described}
                value={key}
                readOnly
                onFocus={(event) => event.target.select()}
                className="tabular-nums"
              />
              <Button onClick={() => void copyText(key, 'Key')}>
                <Copy />
                Copy
              </Button>
            </div>
          )}
        </Field>
      )}
      <FormError message={regenerate.error ? toFailure(regenerate.error).message : undefined} />
      <div className="row flex-wrap gap-3">
        <Button onClick={() => setAsking(true)}>
          <RefreshCw />
          Regenerate key
        </Button>
        <span role="status" className="text-small text-good">
          {regenerate.isSuccess && 'New key made. Replace the code on your site.'}
        </span>
      </div>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Regenerate the key?"
        description="The code that is on your site now stops working at once, until you replace it with the new one."
        action={
          <Button look="destroy" busy={regenerate.isPending} onClick={() => regenerate.mutate({ id: bot.id })}>
            Regenerate
          </Button>
        }
      />
    </div>
  )
}
