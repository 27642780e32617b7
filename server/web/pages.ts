// Apart from the reader, so that who names the type does not name its libraries: their types ask for a browser's.

/** A page or a text as Markdown. `remark` tells the owner what was left out. */
export type ReadPage = { title: string; markdown: string; words: number; remark: string | null }
