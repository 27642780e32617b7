import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Document, parseDocument } from './document.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** What is made by installing, building and running. */
export const MADE = ['.git', 'data', 'dist', 'logs', 'node_modules']

/** Every file and folder of the repository, from its root and with slashes. */
export function listPaths(): Set<string> {
  const paths = readdirSync(root, { withFileTypes: true }).flatMap((entry) => {
    if (MADE.includes(entry.name)) return []
    const below = entry.isDirectory() ? readdirSync(join(root, entry.name), { recursive: true, encoding: 'utf8' }) : []
    return [entry.name, ...below.map((path) => `${entry.name}/${path.replaceAll('\\', '/')}`)]
  })
  return new Set(paths)
}

export const readText = (path: string): string => readFileSync(join(root, path), 'utf8')

/** The Markdown that is written for people: not the knowledge of a sample bot. */
export function readDocuments(paths: Set<string>): Document[] {
  return [...paths]
    .filter((path) => /^(?:(?:docs|\.github)\/.*|[^/]*)\.md$/.test(path))
    .map((path) => parseDocument(path, readText(path)))
}
