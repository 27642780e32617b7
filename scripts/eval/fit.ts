import { createHash } from 'node:crypto'
import { DEFAULT_RELEVANCE_CUT } from '#shared/bot.ts'
import type { Evidence } from '#server/retrieval/calibration.ts'
import type { Row } from '../table.ts'
import type { QuestionResult } from './knowledge.ts'
import { dot, fitLogistic } from './logistic.ts'
import { isOffTopic } from './report.ts'
import { auroc, share } from './score.ts'

/** Gives each question a number of its own: the higher, the more likely it can be answered. 0 is the cut. */
type Rule = (question: QuestionResult) => number
/** Learns such a rule from questions whose answers are known. */
type Learner = (known: QuestionResult[]) => Rule

const FOLDS = 5
const SIGNALS: (keyof Evidence)[] = ['cosine', 'passage', 'coverage', 'length', 'whole', 'rarity', 'fewness']
/** Of all questions made to look answerable, against all off the subject: search can hardly tell them from the others. */
const NEAR_WEIGHT = 0.3
const STOPS = [0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9, 0.95]

/**
 * Kept, refused off the subject and refused near misses of each set: with the weights and the cut as they are, with the cut and with
 * weights and cut learnt anew. Each learnt on all questions, on the other folds of five, and on the other sets: the last two are what
 * to expect of questions and of knowledge that nobody has seen. English and the other languages apart, as they are calibrated.
 */
export function toFitRows(questions: QuestionResult[]): Row[] {
  return groupByCalibration(questions).flatMap(([name, group]) => {
    const now: Rule = ({ relevance }) => toLogit(relevance) - toLogit(DEFAULT_RELEVANCE_CUT)
    const columns: [string, Map<QuestionResult, number>][] = [
      ['as it is', new Map(group.map((question) => [question, now(question)]))],
      ['cut, all', learnOnAll(group, learnCut)],
      ['cut, folds', learnOnOthers(group, learnCut, toFold)],
      ['cut, sets', learnOnOthers(group, learnCut, toSet)],
      ['weights, all', learnOnAll(group, learnWeights)],
      ['weights, folds', learnOnOthers(group, learnWeights, toFold)],
      ['weights, sets', learnOnOthers(group, learnWeights, toSet)],
    ]
    const sets = [...Map.groupBy(group, toSet), [`${name}, pooled`, group] as const]
    return sets.map(([set, members]) => ({
      'kept/off/near': set,
      ...Object.fromEntries(columns.map(([title, scores]) => [title, toShares(members, scores)])),
    }))
  })
}

/** The weights that fit all questions best, with the bias that reads as the default cut where kept and refused are in balance. */
export function toWeightRows(questions: QuestionResult[]): Row[] {
  return groupByCalibration(questions).flatMap(([name, group]) => {
    const weights = fitWeights(group)
    const bias = (weights.at(-1) ?? 0) - findGoodCut(group, toScore(weights)) + toLogit(DEFAULT_RELEVANCE_CUT)
    return {
      weights: name,
      ...Object.fromEntries(SIGNALS.map((signal, index) => [signal, (weights[index] ?? 0).toFixed(1)])),
      bias: bias.toFixed(1),
      'add to bias now': (
        toLogit(DEFAULT_RELEVANCE_CUT) - findGoodCut(group, ({ relevance }) => toLogit(relevance))
      ).toFixed(2),
      'auroc now': auroc(toRelevances(group.filter(isAnswerable)), toRelevances(group.filter(isOffTopic))),
      'near now': auroc(toRelevances(group.filter(isAnswerable)), toRelevances(group.filter(isNear))),
    }
  })
}

/** What each stop of the slider keeps and refuses. */
export const toStopRows = (questions: QuestionResult[]): Row[] =>
  STOPS.map((stop) => ({
    'when to answer': stop.toFixed(2),
    kept: share(questions.filter(isAnswerable), ({ relevance }) => relevance >= stop),
    'refused off': share(questions.filter(isOffTopic), ({ relevance }) => relevance < stop),
    near: share(questions.filter(isNear), ({ relevance }) => relevance < stop),
  }))

function groupByCalibration(questions: QuestionResult[]): [string, QuestionResult[]][] {
  const groups = Map.groupBy(questions, ({ lang }) => (lang === 'en' ? 'English' : 'other languages'))
  return [...groups].filter(([, group]) => group.some(isAnswerable) && group.some(isOffTopic))
}

const isAnswerable = ({ answerable }: QuestionResult): boolean => answerable
const isNear = (question: QuestionResult): boolean => !question.answerable && !isOffTopic(question)
const toSet = ({ kb }: QuestionResult): string => kb
/** By the id alone, so that the same question in two languages is in one fold. */
const toFold = ({ id }: QuestionResult): string => String((createHash('sha256').update(id).digest()[0] ?? 0) % FOLDS)

const learnCut: Learner = (known) => {
  const cut = findGoodCut(known, ({ relevance }) => toLogit(relevance))
  return ({ relevance }) => toLogit(relevance) - cut
}

const learnWeights: Learner = (known) => {
  const score = toScore(fitWeights(known))
  const cut = findGoodCut(known, score)
  return (question) => score(question) - cut
}

function learnOnAll(questions: QuestionResult[], learn: Learner): Map<QuestionResult, number> {
  const rule = learn(questions)
  return new Map(questions.map((question) => [question, rule(question)]))
}

/** Each question judged by what was learnt on those of the other parts. */
function learnOnOthers(
  questions: QuestionResult[],
  learn: Learner,
  toPart: (question: QuestionResult) => string,
): Map<QuestionResult, number> {
  const parts = [...Map.groupBy(questions, toPart)]
  return new Map(
    parts.flatMap(([part, members]) => {
      const rule = learn(questions.filter((question) => toPart(question) !== part))
      return members.map((question): [QuestionResult, number] => [question, rule(question)])
    }),
  )
}

/** Each class weighs the same, however many questions it has. */
function fitWeights(questions: QuestionResult[]): number[] {
  const cases = [
    { members: questions.filter(isAnswerable), y: 1 as const, weight: 1 },
    { members: questions.filter(isOffTopic), y: 0 as const, weight: 1 },
    { members: questions.filter(isNear), y: 0 as const, weight: NEAR_WEIGHT },
  ].flatMap(({ members, y, weight }) =>
    members.flatMap(({ evidence: [best] }) =>
      best === undefined ? [] : [{ x: toNumbers(best), y, weight: weight / members.length }],
    ),
  )
  return fitLogistic(cases)
}

/** Of the best chunk, as a bot answers from any above its cut. */
const toScore =
  (weights: number[]): Rule =>
  ({ evidence }) =>
    Math.max(-MOST_LOGIT, ...evidence.map((one) => dot(weights, [...toNumbers(one), 1])))

const toNumbers = (evidence: Evidence): number[] => SIGNALS.map((signal) => evidence[signal])

/** The score, among those of answerable questions, where the least of the shares kept and refused off the subject is largest. */
export function findGoodCut(questions: QuestionResult[], score: Rule): number {
  const answerable = questions.filter(isAnswerable).map(score)
  const offTopic = questions.filter(isOffTopic).map(score)
  const worst = (cut: number): number =>
    Math.min(share(answerable, (value) => value >= cut) ?? 1, share(offTopic, (value) => value < cut) ?? 1)
  return answerable.reduce((best, cut) => (worst(cut) > worst(best) ? cut : best), answerable[0] ?? 0)
}

function toShares(questions: QuestionResult[], scores: Map<QuestionResult, number>): string {
  const isAbove = (question: QuestionResult): boolean => (scores.get(question) ?? 0) >= 0
  return [
    share(questions.filter(isAnswerable), isAbove),
    share(questions.filter(isOffTopic), (question) => !isAbove(question)),
    share(questions.filter(isNear), (question) => !isAbove(question)),
  ]
    .map((value) => value?.toFixed(2).replace(/^0/, '') ?? '-')
    .join(' ')
}

const toRelevances = (questions: QuestionResult[]): number[] => questions.map(({ relevance }) => relevance)

/** Relevance rounds to 0 and 1 at the ends. */
const MOST = 1 - 1e-9
const MOST_LOGIT = Math.log(MOST / (1 - MOST))

function toLogit(relevance: number): number {
  const inside = Math.min(Math.max(relevance, 1 - MOST), MOST)
  return Math.log(inside / (1 - inside))
}
