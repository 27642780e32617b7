import type { Document } from './document.ts'

/** Lines of code that a document shows as a file's and that are not in it. A block names its file first; `…` leaves lines out. */
export function listStaleExcerpts(documents: Document[], readText: (path: string) => string): string[] {
  return documents.flatMap(({ path, fences }) =>
    fences.flatMap(({ text }) => {
      const [, file, shown = ''] = /^\/\/ (\S+\.tsx?)\n([\s\S]*)/.exec(text) ?? []
      if (file === undefined) return []
      const there = readText(file)
        .split('\n')
        .map((line) => line.trim())
      const lines = shown.split('\n').map((line) => line.trim())
      return lines
        .filter((line) => !['', '…'].includes(line) && !there.includes(line))
        .map((line) => `${path}: ${line}`)
    }),
  )
}
