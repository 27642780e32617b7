import { FileText, Globe, MessageCircleQuestionMark, type LucideIcon } from 'lucide-react'
import { parseAnswerText } from '#shared/answer-text.ts'
import type { Source } from '#shared/source.ts'

export type SourceKind = 'page' | 'text' | 'answer'

/** An answer is a text of one question, as "Answer it" writes it. */
export const kindOf = ({ type, content }: Pick<Source, 'type' | 'content'>): SourceKind =>
  type === 'url' ? 'page' : parseAnswerText(content) === undefined ? 'text' : 'answer'

export const KINDS: Record<SourceKind, { name: string; Icon: LucideIcon }> = {
  page: { name: 'Web page', Icon: Globe },
  text: { name: 'Text', Icon: FileText },
  answer: { name: 'Answer', Icon: MessageCircleQuestionMark },
}
