import { FileText, Globe } from 'lucide-react'
import { useState } from 'react'
import { ingestSchema, MAX_TEXT_CHARS, type Source } from '#shared/source.ts'
import { trpc } from '../api.ts'
import { useUnsaved } from '../bots/unsaved.ts'
import { checkFields } from '../check-fields.ts'
import { toFailure } from '../failure.ts'
import { withScheme } from '../with-scheme.ts'
import { Button } from '../ui/Button.tsx'
import { Choice } from '../ui/Choice.tsx'
import { Field } from '../ui/Field.tsx'
import { Input, Textarea } from '../ui/Input.tsx'
import { useProblems } from '../use-problems.ts'
import { PageFound } from './PageFound.tsx'
import { useShowSource } from './use-sources.ts'

const KINDS = [
  { value: 'url', label: 'Web page', picture: <Globe className="size-4" aria-hidden="true" /> },
  { value: 'text', label: 'Text', picture: <FileText className="size-4" aria-hidden="true" /> },
] as const

const [urlRules, textRules] = ingestSchema.options
const RULES = { url: urlRules.shape.source_content, text: textRules.shape.source_content }
const checkSource = (values: Record<string, unknown>) => checkFields(RULES, values)

type Props = { botId: string; startWith?: 'url' | 'text'; onAdded?: (source: Source) => void }

/** Gives the bot a page to read or a text to learn. */
export function AddSource({ botId, startWith = 'url', onAdded }: Props) {
  const [kind, setKind] = useState(startWith)
  const [address, setAddress] = useState('')
  const [text, setText] = useState('')
  const { problems, ...judge } = useProblems(checkSource)
  const showSource = useShowSource(botId)
  useUnsaved(text !== '')
  const check = trpc.sources.checkUrl.useMutation({
    onSuccess: (_page, { url }) => setAddress(url),
    onError: (error) => judge.refuse({ url: sentence(error) }),
  })
  const ingest = trpc.sources.ingest.useMutation({
    onSuccess: (answer) => {
      showSource(answer)
      setAddress('')
      setText('')
      check.reset()
      onAdded?.(answer.source)
    },
    onError: (error) => judge.refuse({ [kind]: sentence(error) }),
  })

  const testUrl = () => {
    const url = withScheme(address)
    if (!('url' in judge.check({ url }))) check.mutate({ url })
  }
  const train = () => {
    const source_content = kind === 'url' ? withScheme(address) : text
    const isRight = !(kind in judge.check({ [kind]: source_content }))
    if (isRight) ingest.mutate({ id: botId, source_type: kind, source_content })
  }

  return (
    <form
      noValidate
      className="stack gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        if (!ingest.isPending) train()
      }}
    >
      <Choice label="What should it learn from?" value={kind} onChange={setKind} options={KINDS} beside />
      {kind === 'url' ? (
        <Field
          label="Address"
          hint="One page, such as your FAQ or contact page. Add more pages one by one."
          error={problems['url']}
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
                onBlur={() => judge.leave('url', withScheme(address))}
                placeholder="https://example.com/faq"
                autoComplete="url"
                autoCapitalize="none"
                spellCheck={false}
              />
              <Button busy={check.isPending} onClick={testUrl}>
                {check.isPending ? 'Reading…' : 'Test URL'}
              </Button>
            </div>
          )}
        </Field>
      ) : (
        <Field
          label="Content"
          hint="Opening hours, prices, answers to common questions. Markdown is understood."
          error={problems['text']}
          aside={
            text.length > 0 && (
              <span className="note tabular-nums">
                {text.length.toLocaleString('en')} / {MAX_TEXT_CHARS.toLocaleString('en')}
              </span>
            )
          }
        >
          {(described) => (
            <Textarea
              {...described}
              className="min-h-48"
              value={text}
              onChange={(event) => {
                setText(event.target.value)
                judge.edit('text', event.target.value)
              }}
              onBlur={() => judge.leave('text', text)}
            />
          )}
        </Field>
      )}
      {kind === 'url' && check.data && <PageFound page={check.data} />}
      <div className="row flex-wrap gap-3">
        <Button type="submit" look="primary" busy={ingest.isPending}>
          Train bot
        </Button>
        <span role="status" className="text-small text-good">
          {ingest.isSuccess && address === '' && text === '' && 'Training has begun. Watch it under Sources.'}
        </span>
      </div>
    </form>
  )
}

function sentence(error: unknown): string {
  const { message, fields } = toFailure(error)
  return fields['url'] ?? fields['source_content'] ?? message
}
