import { Circle, CircleAlert, CircleCheck, LoaderCircle } from 'lucide-react'
import type { Bot } from '#shared/bot.ts'

const faces = {
  ready: { words: 'Ready', icon: CircleCheck, look: 'text-good' },
  training: { words: 'Training', icon: LoaderCircle, look: 'text-brass [&_svg]:motion-safe:animate-spin' },
  error: { words: 'Training failed', icon: CircleAlert, look: 'text-bad' },
  untrained: { words: 'No knowledge yet', icon: Circle, look: 'text-quiet' },
} satisfies Record<Bot['status'], object>

export function BotStatus({ bot }: { bot: Pick<Bot, 'status' | 'status_detail'> }) {
  const { words, icon: Icon, look } = faces[bot.status]
  return (
    <span className={`row gap-1.5 text-small font-medium ${look}`} title={bot.status_detail ?? undefined}>
      <Icon className="size-4" aria-hidden="true" />
      {words}
    </span>
  )
}
