/** Whether an answer is the bot's fallback sentence, as a model may retell it: in quotes, with other apostrophes, with a word or two around it. */
export function isFallback(answer: string, fallbackMessage: string): boolean {
  const said = toLetters(answer)
  const fallback = toLetters(fallbackMessage)
  return fallback !== '' && said.includes(fallback) && said.length <= fallback.length * 1.5
}

const toLetters = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
