import { html } from 'hono/html'
import type { Field, Piece } from './json-schema.ts'

// What the page at /api/docs is made of.

export const showFields = (fields: Field[]) =>
  showTable(
    ['Field', 'Type', 'Meaning'],
    fields.map(({ name, type, meaning }) => [html`<code>${name}</code>`, pieces(type), inline(meaning)]),
  )

export const showTable = (head: string[], rows: unknown[][]) =>
  html`<table>
    <thead>
      <tr>
        ${head.map((cell) => html`<th scope="col">${cell}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${row.map((cell) => html`<td>${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`

export const nameOf = ({ name, isRequired }: Field) =>
  html`<code>${name}</code>${isRequired ? html` <em>required</em>` : ''}`

/** Words with `values` among them. */
export const inline = (text: string) =>
  text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))

export const pieces = (some: Piece[]) =>
  some.map((piece) => {
    if (typeof piece === 'string') return piece
    if ('code' in piece) return html`<code>${piece.code}</code>`
    return html`<a href="#${toAnchor(piece.object)}">${piece.object}</a>`
  })

export const toAnchor = (name: string): string => name.toLowerCase().replaceAll(' ', '-')
