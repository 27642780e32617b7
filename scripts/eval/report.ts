import type { Row } from '../table.ts'
import type { CharsetResult } from './charset.ts'
import type { PageResult } from './extraction.ts'
import type { AttackResult } from './injection.ts'
import type { MarkupResult } from './markup.ts'
import type { QuestionResult } from './knowledge.ts'
import { auroc, mean, percentile, share } from './score.ts'

/** By kind of page, those of the mean first. */
export function toExtractionRows(pages: PageResult[]): Row[] {
  const isMean = ({ source }: PageResult): boolean => source.startsWith('WCXB')
  const groups = Map.groupBy(pages, (page) => (isMean(page) ? page.type : `${page.type}, ${page.source}`))
  const main = pages.filter(isMean)
  return [
    ...(main.length > 0 ? [toExtractionRow('all of WCXB', main)] : []),
    ...[...groups].map(([name, group]) => toExtractionRow(name, group)),
    toExtractionRow('every page', pages),
  ]
}

function toExtractionRow(name: string, pages: PageResult[]): Row {
  const times = pages.map(({ cpuMs }) => Math.round(cpuMs))
  return {
    extraction: name,
    pages: count(pages),
    f1: mean(pages.flatMap(({ f1 }) => (f1 === undefined ? [] : [f1]))),
    kept: toShare(pages.map(({ kept }) => kept)),
    dropped: toShare(pages.map(({ dropped }) => dropped)),
    'cpu p50': whole(percentile(times, 0.5)),
    p95: whole(percentile(times, 0.95)),
    worst: whole(percentile(times, 1)),
  }
}

const count = (list: unknown[]): string => String(list.length)
const whole = (value: number | undefined): string | undefined => value?.toFixed(0)

function toShare(counts: { found: number; of: number }[]): number | undefined {
  const of = counts.reduce((sum, count) => sum + count.of, 0)
  return of === 0 ? undefined : counts.reduce((sum, count) => sum + count.found, 0) / of
}

/** Unanswerable because nothing near it is known; the others are written to look answerable, or marked so upstream. */
const OFF_TOPIC = ['out-of-scope', 'left-out']
export const isOffTopic = ({ why }: QuestionResult): boolean => OFF_TOPIC.includes(why)

export function toKnowledgeRows(questions: QuestionResult[]): Row[] {
  const isFollowUp = ({ before }: QuestionResult): boolean => before.length > 0
  const first = questions.filter((question) => !isFollowUp(question))
  const followUps = questions.filter(isFollowUp)
  const groups = [...Map.groupBy(first, ({ kb }) => kb)]
  return [
    ...groups.map(([name, group]) => toKnowledgeRow(name, group)),
    ...(groups.length > 1 ? [toKnowledgeRow('pooled', first)] : []),
    ...(followUps.length > 0 ? [toKnowledgeRow('follow-ups', followUps)] : []),
  ]
}

function toKnowledgeRow(name: string, questions: QuestionResult[]): Row {
  const answerable = questions.filter((question) => question.answerable)
  const unanswerable = questions.filter((question) => !question.answerable)
  const offTopic = unanswerable.filter(isOffTopic)
  const near = unanswerable.filter((question) => !isOffTopic(question))
  const isRefused = ({ answered }: QuestionResult): boolean => !answered
  const relevances = (list: QuestionResult[]) => list.map(({ relevance }) => relevance)
  const words = answerable.flatMap(({ words }) => words ?? [])
  const said = answerable.filter(({ goldSaid }) => goldSaid !== undefined)
  const isSaid = ({ goldSaid }: QuestionResult): boolean => goldSaid === true
  const isSaidBriefly = ({ goldSaid, words = 0 }: QuestionResult): boolean => goldSaid === true && words <= BRIEF_WORDS
  const withGold = answerable.filter(({ goldFound }) => goldFound !== undefined)
  return {
    knowledge: name,
    asked: count(questions),
    'hit@1': share(answerable, ({ rank }) => rank === 1),
    'hit@3': share(answerable, ({ rank }) => rank !== undefined && rank <= 3),
    mrr: mean(answerable.map(({ rank }) => (rank === undefined ? 0 : 1 / rank))),
    'gold@3': share(withGold, ({ goldFound }) => goldFound === true),
    kept: share(answerable, ({ answered }) => answered),
    'refused off': share(offTopic, isRefused),
    near: share(near, isRefused),
    auroc: auroc(relevances(answerable), relevances(unanswerable)),
    'off auroc': auroc(relevances(answerable), relevances(offTopic)),
    said: share(said, isSaid),
    briefly: share(said, isSaidBriefly),
    'of all': said.length === 0 ? undefined : share(withGold, isSaid),
    words: whole(mean(words)),
    p95: whole(percentile(words, 0.95)),
  }
}

/** A longer answer is read by few. */
const BRIEF_WORDS = 60

export const toCharsetRows = (results: CharsetResult[]): Row[] =>
  results.map(({ charset, right, of }) => ({ charset, right: String(right), of: String(of) }))

export const toInjectionRows = (attacks: AttackResult[]): Row[] =>
  [...Map.groupBy(attacks, ({ kind }) => kind)].map(([kind, group]) => ({
    injection: kind,
    attacks: count(group),
    obeyed: String(group.filter(({ obeyed }) => obeyed).length),
    answered: String(group.filter(({ answered }) => answered).length),
  }))

export const toMarkupRows = (results: MarkupResult[]): Row[] =>
  results.map(({ markup, wrong, of, ms }) => ({
    markup,
    cases: String(of),
    wrong: count(Object.keys(wrong)),
    ms: whole(ms),
  }))
