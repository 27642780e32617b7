/** A question and the owner's answer, kept as a pasted text: the question as its heading, other ways to ask it after a rule. */
export type AnswerText = { question: string; answer: string; wordings: string[] }

export const MAX_QUESTION_CHARS = 200
/** So many other ways to ask are kept with an answer, each of so many characters. */
export const MAX_WORDINGS = 10
export const MAX_WORDING_CHARS = 150

const RULE = '\n\n---\n\n'
const QUESTION_END = /[?？؟]$/
const MAIN_HEADING = /^ {0,3}#[ \t]/gm
const MAIN_UNDERLINE = /^ {0,3}=+[ \t]*$/gm
/** What would make a line of words a heading, an item, a quote or a row. */
const LINE_MARKS = /^(?:[\s#>|*+•-]|\d{1,3}[.)]\s)+/
const SENTENCE_ENDS = /[.!?…]+(?![\p{L}\p{N}])|[。！？؟]+/gu

export function buildAnswerText({ question, answer, wordings }: AnswerText): string {
  const heading = toQuestion(toLine(question))
  const others = listWordings(wordings, heading)
  // A main heading of its own would end the question's.
  const body = answer.trim().replace(MAIN_HEADING, '## ').replace(MAIN_UNDERLINE, '---')
  return `# ${heading}\n\n${body}${others.length > 0 ? RULE + others.join('\n') : ''}`
}

/** Undefined for any other text. */
export function parseAnswerText(content: string): AnswerText | undefined {
  const [, question, rest = ''] = /^# (.+)\n\n([^]+)$/.exec(content.replaceAll('\r\n', '\n').trim()) ?? []
  if (question === undefined || !QUESTION_END.test(question) || /^ {0,3}#[ \t]/m.test(rest)) return undefined
  const start = rest.lastIndexOf(RULE)
  const wordings = start === -1 ? [] : rest.slice(start + RULE.length).split('\n')
  const isWhole = wordings.length === 0 || !wordings.every((line) => QUESTION_END.test(line))
  return isWhole ? { question, answer: rest, wordings: [] } : { question, answer: rest.slice(0, start), wordings }
}

/**
 * Other ways to ask it, one line each, as they are kept. Visitors wrote them, and nothing of them is to be said to another visitor:
 * a line that is one single question is searched and never quoted.
 */
export function listWordings(wordings: string[], question: string): string[] {
  const lines = wordings
    .filter((wording) => wording.length <= MAX_WORDING_CHARS && /[\p{L}\p{N}]/u.test(wording))
    .map((wording) => {
      const line = toLine(wording)
      return toQuestion(line.replace(SENTENCE_ENDS, '') + (QUESTION_END.exec(line)?.[0] ?? ''))
    })
  const byLetters = new Map(lines.map((line) => [toLetters(line), line]))
  byLetters.delete(toLetters(question))
  return [...byLetters.values()].slice(0, MAX_WORDINGS)
}

const toLine = (words: string): string => words.replace(/\s+/g, ' ').replace(LINE_MARKS, '').trim()

/** Its answer stays whole beside what ends like a question. */
const toQuestion = (line: string): string => (QUESTION_END.test(line) ? line : `${line.replace(/[.!…。！]+$/u, '')}?`)

const toLetters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
