import type { Bot } from '#shared/bot.ts'

export const STEPS = ['name', 'knowledge', 'train', 'ask', 'code'] as const
export type Step = (typeof STEPS)[number]

type Progress = Pick<Bot, 'status' | 'trained_at'> | undefined

/** How far the path is open: what the bot has become decides, so that a reload or another device resumes it. */
export function openSteps(bot: Progress): readonly Step[] {
  if (bot === undefined) return ['name']
  if (bot.trained_at !== null && bot.status !== 'untrained') return STEPS
  return bot.status === 'untrained' ? ['name', 'knowledge'] : ['name', 'knowledge', 'train']
}

/** The step to show: the one asked for when it is open, else the next thing to do. */
export function stepToShow(bot: Progress, asked: string | null): Step {
  const open = openSteps(bot)
  const step = open.find((name) => name === asked)
  if (step !== undefined) return step
  if (bot === undefined) return 'name'
  if (bot.status === 'ready') return 'ask'
  return bot.status === 'untrained' ? 'knowledge' : 'train'
}
