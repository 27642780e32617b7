/** Without capitals and accents, which nobody types while searching. */
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()

/** Whether a name holds each word that was typed, or its beginning. */
export const hasName = (name: string, wanted: string): boolean =>
  fold(wanted)
    .split(/\s+/)
    .every((word) => fold(name).includes(word))
