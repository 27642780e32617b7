import { z } from 'zod'
import type { oas31 } from 'zod-openapi'

// Names in capitals are for whoever follows an example to fill in: $BOT_ID in a shell, BOT_ID in JavaScript.

export type Sample = { lang: string; label: string; source: string }
type Body = { type: string; example: unknown }
type Request = {
  method: string
  /** With $NAMES in it. */
  address: string
  body: Body | undefined
  /** What signs the request. */
  credential: 'session' | 'metrics' | 'none'
  /** It begins a session. */
  opensSession: boolean
  answer: 'json' | 'text' | 'events' | 'nothing'
  /** The answer is a file, kept under this name. */
  file: string | undefined
}

const FILES: Record<string, string> = {
  'application/gzip': 'backup.tar.gz',
  'text/csv': 'conversations.csv',
  'image/png': 'picture.png',
  'text/javascript': 'widget.js',
}
const MAX_LINE_CHARS = 120
/** The types of responses leave open what they are. */
const answersSchema = z.record(z.string(), z.object({ content: z.record(z.string(), z.unknown()).optional() }))
const OPENING = ['auth-login', 'auth-setup']

/** The same request as a person would type it, for each language. */
export function toSamples(method: string, path: string, operation: oas31.OperationObject): Sample[] {
  const request = toRequest(method, path, operation)
  return [
    { lang: 'Shell', label: 'curl', source: toCurl(request) },
    { lang: 'JavaScript', label: 'JavaScript', source: toJavaScript(request) },
  ]
}

function toRequest(method: string, path: string, operation: oas31.OperationObject): Request {
  let address = path
  const asked: string[] = []
  for (const parameter of operation.parameters ?? []) {
    if ('$ref' in parameter || typeof parameter.example !== 'string') continue
    if (parameter.in === 'path') address = address.replace(`{${parameter.name}}`, parameter.example)
    if (parameter.in === 'query') asked.push(`${parameter.name}=${parameter.example}`)
  }
  const [type, answer] = successOf(operation)
  return {
    method: method.toUpperCase(),
    address: asked.length > 0 ? `${address}?${asked.join('&')}` : address,
    body: bodyOf(operation),
    credential: operation.security === undefined ? 'session' : operation.security.length > 0 ? 'metrics' : 'none',
    opensSession: OPENING.includes(operation.operationId ?? ''),
    answer,
    file: FILES[type],
  }
}

function successOf({ responses }: oas31.OperationObject): [type: string, answer: Request['answer']] {
  const [, success] = Object.entries(answersSchema.parse(responses)).find(([status]) => status.startsWith('2')) ?? []
  const [type] = Object.keys(success?.content ?? {})
  if (type === undefined) return ['', 'nothing']
  return [type, type === 'text/event-stream' ? 'events' : type === 'application/json' ? 'json' : 'text']
}

function bodyOf({ requestBody }: oas31.OperationObject): Body | undefined {
  if (requestBody === undefined || '$ref' in requestBody) return undefined
  const [type, content] = Object.entries(requestBody.content)[0] ?? []
  const example: unknown = content?.example
  return type === undefined ? undefined : { type, example }
}

function toCurl({ method, address, body, credential, opensSession, answer, file }: Request): string {
  const cookies = opensSession ? ' -c cookies.txt' : credential === 'session' ? ' -b cookies.txt' : ''
  const verb = method === (body ? 'POST' : 'GET') ? '' : ` -X ${method}`
  const flags = `${verb}${answer === 'events' ? ' -N' : ''}${cookies}${file === undefined ? '' : ` -o ${file}`}`
  const lines = [`curl${flags} "$FRONTDESK${address}"`]
  if (credential === 'metrics') lines.push('-H "Authorization: Bearer $METRICS_TOKEN"')
  if (body?.type === 'multipart/form-data') lines.push('-F file=@avatar.png')
  else if (body) {
    lines.push(`-H 'Content-Type: ${body.type}'`)
    lines.push(
      typeof body.example === 'string'
        ? `--data-binary ${body.example}`
        : `-d '${JSON.stringify(body.example).replaceAll(/\$([A-Z_]+)/g, "'$$$1'")}'`,
    )
  }
  return lines.join(' \\\n  ')
}

function toJavaScript({ method, address, body, credential, opensSession, answer, file }: Request): string {
  const url = `\`\${FRONTDESK}${address.replaceAll(/\$([A-Z_]+)/g, '${$1}')}\``
  const headers = [
    ...(credential === 'session' ? ['Cookie: COOKIE'] : []),
    ...(credential === 'metrics' ? ['Authorization: `Bearer ${METRICS_TOKEN}`'] : []),
    ...(body && body.type !== 'multipart/form-data' ? [`'Content-Type': '${body.type}'`] : []),
  ]
  const options = [
    ...(method === 'GET' ? [] : [`method: '${method}'`]),
    ...(headers.length > 0 ? [`headers: { ${headers.join(', ')} }`] : []),
    ...(body ? [`body: ${toJavaScriptBody(body)}`] : []),
  ]
  const start = `const answer = await fetch(${url}`
  const oneLine = `${start}, { ${options.join(', ')} })`
  const isShort = !body && oneLine.length <= MAX_LINE_CHARS
  return [
    ...(body && typeof body.example === 'string' ? ["import { readFile } from 'node:fs/promises'\n"] : []),
    ...(file === undefined ? [] : ["import { writeFile } from 'node:fs/promises'\n"]),
    ...(body?.type === 'multipart/form-data'
      ? [
          "import { openAsBlob } from 'node:fs'\n",
          'const form = new FormData()',
          "form.set('file', await openAsBlob('avatar.png'), 'avatar.png')",
        ]
      : []),
    options.length === 0 ? `${start})` : isShort ? oneLine : `${start}, {\n  ${options.join(',\n  ')},\n})`,
    ...readAnswer(answer, file),
    ...(opensSession
      ? ["const COOKIE = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ')"]
      : []),
  ].join('\n')
}

function toJavaScriptBody({ type, example }: Body): string {
  if (type === 'multipart/form-data') return 'form'
  if (typeof example === 'string') return `await readFile('${example.slice(1)}')`
  return `JSON.stringify(${toLiteral(example)})`
}

/** A value as it is written in JavaScript; "$NAME" is the constant NAME. */
function toLiteral(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toLiteral).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value)
      .map(([name, inner]) => `${name}: ${toLiteral(inner)}`)
      .join(', ')} }`
  }
  if (typeof value !== 'string') return JSON.stringify(value)
  if (value.startsWith('$')) return value.slice(1)
  return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

function readAnswer(answer: Request['answer'], file: string | undefined): string[] {
  if (file !== undefined) return [`await writeFile('${file}', answer.body)`]
  if (answer === 'nothing') return ['console.log(answer.status)']
  if (answer !== 'events') return [`console.log(await answer.${answer}())`]
  return [
    "let rest = ''",
    'for await (const piece of answer.body.pipeThrough(new TextDecoderStream())) {',
    "  const lines = (rest + piece).split('\\n')",
    '  rest = lines.pop()',
    "  for (const line of lines) if (line.startsWith('data: ')) console.log(JSON.parse(line.slice(6)))",
    '}',
  ]
}
