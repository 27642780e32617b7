import type { ApiDescription, ApiObject, Operation } from '#server/http/api-description.ts'
import type { Field, Piece } from '#server/http/json-schema.ts'

const NOTE =
  '<!-- Written by `npm run docs:api`. Change scripts/api-docs or the descriptions in server/trpc, not this file. -->'
const STREAM = 'text/event-stream'
const PATH_MARK = '<!-- the path -->'
/** From nothing to the first answer. */
const PATH: Record<string, string> = {
  'auth-login': 'Sign in, with the account that you made at set-up',
  'bots-create': 'Create a bot. The answer holds its `id`, which is `BOT_ID` from here on, and its `api_key`',
  'sources-ingest': 'Tell it something',
  'bots-get': 'Its `status` is `training` for a moment, then `ready`',
  chat: 'Ask it. The stream holds the answer piece by piece ([TokenEvent](#tokenevent)) and ends with a [DoneEvent](#doneevent)',
}
const CREDENTIALS = {
  session: 'Needs [a session](#the-session).',
  metrics: 'Needs `METRICS_TOKEN` as a bearer token.',
  none: 'Needs no session.',
}

/** docs/API.md: the opening, a section for each path, and each object once. Prettier gives it its form. */
export function toMarkdown({ groups, objects, codes }: ApiDescription, opening: string): string {
  const operations = groups.flatMap((group) => group.operations)
  const steps = Object.entries(PATH).map(([id, words], index) => {
    const operation = operations.find((one) => one.id === id)
    if (!operation) throw new Error(`${id}, a step of the path, is not described.`)
    return `${index + 1}. ${words}: ${linkPath(operation)}\n\n${indent(toSample(operation, 'Shell'))}`
  })
  const [title = '', ...sections] = opening.replace(PATH_MARK, steps.join('\n\n')).split(/^(?=## )/m)
  return [
    NOTE,
    title,
    toContents(groups, sections),
    ...sections,
    toTable(
      ['code', 'status and meaning'],
      codes.map(({ code, meaning }) => [`\`${code}\``, meaning]),
    ),
    ...groups.flatMap(({ name, description, operations }) => [`## ${name}`, description, ...operations.map(toSection)]),
    '## Objects',
    ...objects.map(toObject),
  ].join('\n\n')
}

const headingOf = ({ method, path }: Operation): string => `${method} ${path}`
/** As GitHub makes it of a heading. */
const toAnchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w -]/g, '')
    .replaceAll(' ', '-')
const link = (heading: string, words = heading): string => `[${words}](#${toAnchor(heading)})`
const linkPath = (operation: Operation): string => link(headingOf(operation), `\`${headingOf(operation)}\``)

function toContents(groups: ApiDescription['groups'], sections: string[]): string {
  const headings = sections.map((section) => /^## (.*)/.exec(section)?.[1] ?? '')
  const parts = groups.map(({ name, operations }) =>
    [`- ${link(name)}`, ...operations.map((one) => `  - ${linkPath(one)} ${one.summary}`)].join('\n'),
  )
  return [`- ${headings.map((heading) => link(heading)).join(' · ')}`, ...parts, `- ${link('Objects')}`].join('\n')
}

const indent = (text: string): string => text.replaceAll(/^(?=.)/gm, '   ')

function toSection(operation: Operation): string {
  const { summary, description, credential, parameters, success } = operation
  return [
    `### ${headingOf(operation)}`,
    [`${summary}.`, description, CREDENTIALS[credential]].filter((words) => words !== '').join(' '),
    ...toParameters(parameters),
    ...toBody(operation),
    toAnswer(success),
    ...(success.fields.length > 0 ? [toFields(success.fields)] : []),
    toFailures(operation),
    toSample(operation, 'Shell'),
    toSample(operation, 'JavaScript'),
  ].join('\n\n')
}

function toParameters(parameters: Operation['parameters']): string[] {
  const [inPath, others] = [true, false].map((is) => parameters.filter(({ place }) => (place === 'path') === is))
  const path = (inPath ?? []).map(({ name, meaning }) => `\`${name}\` in the path: ${meaning}.`)
  const rows = (others ?? []).map((field) => [
    `${nameOf(field)} (${field.place})`,
    toText(field.type),
    toText(field.limits),
    field.meaning,
  ])
  return [
    ...(path.length > 0 ? [path.join(' ')] : []),
    ...(rows.length > 0 ? [toTable(['parameter', 'type', 'limits', 'meaning'], rows)] : []),
  ]
}

function toBody({ bodies, bodyType }: Operation): string[] {
  if (bodyType !== '' && bodies.length === 0) return [`The body is the file as it is, \`${bodyType}\`.`]
  return bodies.flatMap((fields, index) => [
    index === 0 ? `The body, \`${bodyType}\`:` : 'or',
    toTable(
      ['field', 'type', 'limits', 'meaning'],
      fields.map((field) => [nameOf(field), toText(field.type), toText(field.limits), field.meaning]),
    ),
  ])
}

function toAnswer({ status, meaning, type, object, fields }: Operation['success']): string {
  if (object.length > 0) return `**${status}** ${meaning}: ${type === STREAM ? 'a stream of ' : ''}${toText(object)}.`
  if (fields.length > 0) return `**${status}** ${meaning}:`
  return `**${status}** ${meaning}${type === '' ? '' : `: \`${type}\``}.`
}

function toFailures({ failures, commonFailures }: Operation): string {
  const common = `As [everywhere](#errors): ${commonFailures.join(', ')}.`
  return [...failures.map(({ status, meaning }) => `- **${status}** ${meaning}`), `- ${common}`].join('\n')
}

function toSample({ samples }: Operation, lang: string): string {
  const source = samples.find((sample) => sample.lang === lang)?.source ?? ''
  return `\`\`\`${lang === 'Shell' ? 'sh' : 'js'}\n${source}\n\`\`\``
}

const toObject = ({ name, fields, choices }: ApiObject): string =>
  `### ${name}\n\n${choices.length > 0 ? `One of ${toText(choices)}.` : toFields(fields)}`

const toFields = (fields: Field[]): string =>
  toTable(
    ['field', 'type', 'meaning'],
    fields.map(({ name, type, meaning }) => [`\`${name}\``, toText(type), meaning]),
  )

const nameOf = ({ name, isRequired }: Field): string => `\`${name}\`${isRequired ? ', required' : ''}`

const toText = (pieces: Piece[]): string =>
  pieces
    .map((piece) => (typeof piece === 'string' ? piece : 'code' in piece ? `\`${piece.code}\`` : link(piece.object)))
    .join('')

const toTable = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')))]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n')
