import type { Document } from './document.ts'

/** Messages of sequence diagrams with a `;`, which ends the line there: the diagram is then shown as an error. */
export function listBrokenMessages(documents: Document[]): string[] {
  return documents.flatMap(({ path, fences }) =>
    fences
      .filter(({ language, text }) => language === 'mermaid' && text.startsWith('sequenceDiagram'))
      .flatMap(({ text }) => text.split('\n').filter((line) => line.includes(';')))
      .map((line) => `${path}: ${line.trim()}`),
  )
}
