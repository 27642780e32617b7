export const MAX_TITLE_CHARS = 200

/** The first heading of a Markdown text, or undefined. */
export function findTextTitle(text: string): string | undefined {
  return /^#{1,6}[ \t]+(.+?)[ \t#]*$/m.exec(text)?.[1]?.slice(0, MAX_TITLE_CHARS)
}
