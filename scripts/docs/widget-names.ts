import type { Document } from './document.ts'

/** What a page can say to the widget, as its source has it. */
export type WidgetNames = {
  attributes: string[]
  calls: string[]
  events: string[]
  parts: string[]
  classes: string[]
}

const RULE = /\.([a-z][\w-]*) \{/g
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = '']) => found)
const toAttribute = (name: string) => `data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

export function parseWidgetNames(source: string): WidgetNames {
  const dataset = /const \{([^}]*)\} = script\.dataset/.exec(source)?.[1] ?? ''
  const types = all(source, /^type Calls = \{\n([\s\S]*?)^\}/gm).concat(
    all(source, /FrontdeskApi = Calls & \{\n([\s\S]*?)^\}/gm),
  )
  const emit = /type Emit = \(event: ([^,]*),/.exec(source)?.[1] ?? ''
  return {
    attributes: all(dataset, /(\w+)/g).map(toAttribute),
    calls: all(types.join('\n'), /^ {2}(\w+):/gm),
    events: all(emit, /'(\w+)'/g),
    parts: all(source, /\bpart="([\w-]+)"/g),
    classes: all(source, RULE),
  }
}

/** As the documents name them; events in their table and where one is listened to. */
function listNamed({ body, spans, fences }: Document): WidgetNames {
  const code = [...spans, ...fences.map(({ text }) => text)].join('\n')
  const tableOf = (head: string) =>
    all(body, new RegExp(String.raw`^\| ${head} .*\n\|[ -|]*\n((?:\|.*\n)*)`, 'gm')).flatMap((rows) =>
      all(rows, /^\| `(\w+)/gm),
    )
  return {
    attributes: [
      ...all(code, /(?<![\w-])(data-[a-z-]*[a-z])(?![\w-]*[/.])/g),
      ...all(code, /\bdataset\.(\w+)/g).map(toAttribute),
    ],
    calls: [...all(code, /\bFrontdesk\.(\w+)/g), ...all(code, /push\(\[\s*'(\w+)'/g), ...tableOf('call')],
    events: [...all(code, /(?:\bon\(|'on',\s*)'(\w+)'/g), ...tableOf('event')],
    parts: all(code, /::part\(([\w-]+)\)/g),
    classes: all(code, RULE),
  }
}

const PUBLIC = ['attributes', 'calls', 'events', 'parts'] as const
/** Classes are the widget's own: none need be named. */
const KINDS = [...PUBLIC, 'classes'] as const

export function listUnknownWidgetNames(documents: Document[], widget: WidgetNames): string[] {
  return documents.flatMap((document) => {
    const named = listNamed(document)
    return KINDS.flatMap((kind) => named[kind].filter((name) => !widget[kind].includes(name))).map(
      (name) => `${document.path}: ${name}`,
    )
  })
}

export function listUnnamedWidgetNames(document: Document, widget: WidgetNames): string[] {
  const named = listNamed(document)
  return PUBLIC.flatMap((kind) => widget[kind].filter((name) => !named[kind].includes(name)))
}
