import type { Bot } from '#shared/bot.ts'

/** The bot's picture, or the first letter of its name. Decorative: the name always stands beside it. */
export function BotAvatar({
  bot,
  className = 'size-10',
}: {
  bot: Pick<Bot, 'name' | 'avatar_url'>
  className?: string
}) {
  if (bot.avatar_url !== null) {
    return (
      <img
        src={bot.avatar_url}
        alt=""
        className={`shrink-0 rounded-full border border-line object-cover ${className}`}
      />
    )
  }
  return (
    <span
      aria-hidden="true"
      className={`inline-flex shrink-0 items-center justify-center rounded-full bg-accent-wash font-semibold text-accent ${className}`}
    >
      {/^./u.exec(bot.name.trim())?.[0].toLocaleUpperCase() ?? '·'}
    </span>
  )
}
