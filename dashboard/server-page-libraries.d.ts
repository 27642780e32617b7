// The server reads pages without a browser's types. The compiler follows AppRouter into it from here, where those types
// exist and its two DOM libraries would insist on them; tsconfig.json puts these in their place.

type Replacement = (content: string, node: never) => string

export default class TurndownService {
  constructor(options?: object)
  escape: (text: string) => string
  addRule(
    name: string,
    rule: { filter: string | string[] | ((node: never) => boolean); replacement: Replacement },
  ): this
  turndown(root: unknown): string
}

export class Readability {
  constructor(document: unknown, options?: object)
  parse(): { title?: string | null; content?: string | null; textContent?: string | null } | null
}
