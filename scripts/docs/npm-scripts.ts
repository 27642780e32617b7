import type { Document } from './document.ts'

const COMMAND = /\bnpm (?:run (?:-\S+ )*([\w:-]+)|(start|test)\b)/g

const listNamed = ({ spans, fences }: Document) =>
  [...spans, ...fences.map(({ text }) => text)].flatMap((text) =>
    [...text.matchAll(COMMAND)].map(([, run, short]) => run ?? short ?? ''),
  )

export function listUnknownScripts(documents: Document[], scripts: string[]): string[] {
  return documents.flatMap((document) =>
    listNamed(document)
      .filter((name) => !scripts.includes(name))
      .map((name) => `${document.path}: npm run ${name}`),
  )
}

export function listUnnamedScripts(documents: Document[], scripts: string[]): string[] {
  const named = new Set(documents.flatMap(listNamed))
  return scripts.filter((name) => !named.has(name))
}
