import { CircleAlert, CircleCheck, Copy } from 'lucide-react'
import { useState } from 'react'
import type { Bot } from '#shared/bot.ts'
import type { SiteCheck, SiteFinding } from '#shared/site-check.ts'
import { checkUrlSchema } from '#shared/source.ts'
import { trpc } from '../api.ts'
import { checkFields } from '../check-fields.ts'
import { toFailure } from '../failure.ts'
import { Button } from '../ui/Button.tsx'
import { copyText } from '../ui/copy-text.ts'
import { Field } from '../ui/Field.tsx'
import { Input } from '../ui/Input.tsx'
import { useProblems } from '../use-problems.ts'
import { withScheme } from '../with-scheme.ts'

const checkAddress = (values: Record<string, unknown>) => checkFields(checkUrlSchema.shape, values)

/** Asks the server to fetch a page of the owner's site and look for the bot's code on it. */
export function SiteCheckForm({ bot }: { bot: Bot }) {
  const [address, setAddress] = useState(() => guessSite(bot))
  const { problems, ...judge } = useProblems(checkAddress)
  const check = trpc.bots.checkSite.useMutation({
    onError: (error) => {
      const { fields, message } = toFailure(error)
      judge.refuse({ url: fields['url'] ?? message })
    },
  })

  const submit = () => {
    const url = withScheme(address)
    if (!('url' in judge.check({ url })) && !check.isPending) check.mutate({ id: bot.id, url })
  }

  return (
    <form
      noValidate
      className="stack gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Field
        label="Your site’s address"
        error={problems['url']}
        onLeave={() => address.trim() !== '' && judge.leave('url', withScheme(address))}
      >
        {(described) => (
          <div className="flex gap-2 max-sm:flex-col">
            <Input
              {...described}
              type="url"
              value={address}
              onChange={(event) => {
                setAddress(event.target.value)
                judge.edit('url', withScheme(event.target.value))
                check.reset()
              }}
              placeholder="https://example.com"
              autoComplete="url"
              autoCapitalize="none"
              spellCheck={false}
            />
            <Button type="submit" busy={check.isPending}>
              {check.isPending ? 'Checking…' : 'Check'}
            </Button>
          </div>
        )}
      </Field>
      <div role="status" className="empty:hidden">
        {check.data && <Findings check={check.data} />}
      </div>
    </form>
  )
}

function Findings({ check: { url, findings } }: { check: SiteCheck }) {
  return (
    <div className="stack animate-appear gap-3">
      <ul className="stack gap-3">
        {findings.map((finding) => (
          <li key={finding.message + finding.fix} className="flex gap-2">
            {finding.kind === 'found' ? (
              <CircleCheck className="mt-0.5 size-4 shrink-0 text-good" aria-hidden="true" />
            ) : (
              <CircleAlert className="mt-0.5 size-4 shrink-0 text-warn" aria-hidden="true" />
            )}
            <div className="stack min-w-0 gap-2">
              <p className="wrap-anywhere">{finding.message}</p>
              {finding.fix !== null && <Fix fix={finding.fix} />}
            </div>
          </li>
        ))}
      </ul>
      <p className="note wrap-anywhere">Checked {url}</p>
    </div>
  )
}

function Fix({ fix }: { fix: NonNullable<SiteFinding['fix']> }) {
  return (
    <div className="row flex-wrap gap-2">
      <code className="rounded-control bg-sunk px-2.5 py-1.5 text-small wrap-anywhere">{fix}</code>
      <Button small look="quiet" onClick={() => void copyText(fix, 'Address')}>
        <Copy />
        Copy
      </Button>
    </div>
  )
}

/** Whoever taught it a page most likely wants it on that site. */
function guessSite({ last_seen, source_type, source_content }: Bot): string {
  if (last_seen !== null) return `https://${last_seen.host}`
  return source_type === 'url' ? (URL.parse(source_content ?? '')?.origin ?? '') : ''
}
