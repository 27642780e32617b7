import type { ChatEvent } from '#shared/chat.ts'
import type { ErrorCode } from '#shared/errors.ts'
import { AppError } from './errors.ts'

/** How a visitor's message ended. `limited`: refused by a limit. `upstream`: the model failed. `left`: the visitor did not wait. */
const OUTCOMES = ['answered', 'unanswered', 'limited', 'overloaded', 'upstream', 'error', 'left'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** What a stranger sends that is no message at all is not counted. */
const OUTCOME_BY_CODE: Partial<Record<ErrorCode, Outcome>> = {
  monthly_limit: 'limited',
  too_many_messages: 'limited',
  overloaded: 'overloaded',
  upstream: 'upstream',
  unavailable: 'error',
  internal: 'error',
}

/** Seconds. The local engine answers in the first two, a model in the next four. */
const FIRST_TOKEN_BOUNDS = [0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

export type Histogram = { bounds: readonly number[]; counts: readonly number[]; sum: number; count: number }

type SendEvent = (event: ChatEvent) => void

/** What this process has seen since its start. */
export type Metrics = {
  /** Runs an answer, passes its events on to `send` and counts it. */
  watchAnswer(answer: (send: SendEvent) => Promise<void>, send: SendEvent): Promise<void>
  /** A message that was refused before its answer began. */
  countRefusal(error: unknown): void
  countTraining(source: { status: string }): void
  show(): {
    messages: ReadonlyMap<Outcome, number>
    trainings: ReadonlyMap<string, number>
    /** Seconds from an accepted message to the first piece of its answer. */
    firstToken: Histogram
  }
}

export function createMetrics(clockMs: () => number = () => performance.now()): Metrics {
  const messages = new Map<Outcome, number>(OUTCOMES.map((outcome) => [outcome, 0]))
  const trainings = new Map([
    ['done', 0],
    ['error', 0],
  ])
  const counts = FIRST_TOKEN_BOUNDS.map(() => 0)
  const firstToken = { bounds: FIRST_TOKEN_BOUNDS, counts, sum: 0, count: 0 }

  const count = (outcome: Outcome): void => void messages.set(outcome, (messages.get(outcome) ?? 0) + 1)

  function observeFirstToken(seconds: number): void {
    firstToken.sum += seconds
    firstToken.count++
    const index = FIRST_TOKEN_BOUNDS.findIndex((bound) => seconds <= bound)
    if (index >= 0) counts[index] = (counts[index] ?? 0) + 1
  }

  return {
    async watchAnswer(answer, send) {
      const startMs = clockMs()
      let isFirst = true
      let outcome: Outcome = 'left'
      try {
        await answer((event) => {
          if (isFirst && event.type === 'token') {
            isFirst = false
            observeFirstToken((clockMs() - startMs) / 1000)
          }
          if (event.type === 'done') outcome = event.answered ? 'answered' : 'unanswered'
          send(event)
        })
      } catch (error) {
        if (!isLeaving(error)) outcome = toOutcome(error) ?? 'error'
        throw error
      } finally {
        count(outcome)
      }
    },

    countRefusal(error) {
      const outcome = toOutcome(error)
      if (outcome !== undefined) count(outcome)
    },

    countTraining({ status }) {
      const before = trainings.get(status)
      if (before !== undefined) trainings.set(status, before + 1)
    },

    show: () => ({ messages, trainings, firstToken }),
  }
}

const isLeaving = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError'
const toOutcome = (error: unknown): Outcome | undefined =>
  error instanceof AppError ? OUTCOME_BY_CODE[error.code] : 'error'
