import type { Document } from './document.ts'

/** Table → its columns. */
export type Tables = Map<string, string[]>

/** What the diagrams of tables in a document show. */
function parseDrawn({ fences }: Document): Tables {
  const tables: Tables = new Map()
  for (const { language, text } of fences) {
    if (language !== 'mermaid' || !text.startsWith('erDiagram')) continue
    for (const [, one = '', other = ''] of text.matchAll(/^ *(\w+) [|}o]{2}--[|{o]{2} (\w+)/gm)) {
      for (const table of [one, other]) if (!tables.has(table)) tables.set(table, [])
    }
    for (const [, table = '', columns = ''] of text.matchAll(/^ *(\w+) \{\n([\s\S]*?)^ *\}/gm)) {
      tables.set(
        table,
        [...columns.matchAll(/^ *\w+ (\w+)/gm)].map(([, column = '']) => column),
      )
    }
  }
  return tables
}

export function listWrongTables(document: Document, schema: Tables): string[] {
  const drawn = parseDrawn(document)
  const unknown = [...drawn].flatMap(([table, columns]) => {
    const there = schema.get(table)
    if (!there) return [`no table ${table}`]
    return columns.filter((column) => !there.includes(column)).map((column) => `no column ${table}.${column}`)
  })
  return [
    ...unknown,
    ...[...schema.keys()].filter((table) => !drawn.has(table)).map((table) => `${table} is not drawn`),
  ]
}
