import type { WidgetConfig } from '#shared/widget-config.ts'
import { Avatar } from './Avatar.tsx'
import { Chat } from './Chat.tsx'
import { Composer } from './Composer.tsx'
import { isComposing } from './composing.ts'
import { CLOSE, Icon } from './Icon.tsx'
import type { Widget } from './state.ts'

type Props = { config: WidgetConfig; widget: Widget; isFull: () => boolean }

export function Panel({ config, widget, isFull }: Props) {
  const { state, close, reset } = widget
  const { name, avatar_url, strings } = config
  const { assistant, close: closeName, start_over } = strings

  // The page's own shortcuts must not fire while someone types to the bot.
  const keep = (event: KeyboardEvent) => event.stopPropagation()
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    event.stopPropagation()
    if (event.key === 'Escape' && !isComposing(event)) close()
    if (event.key === 'Tab' && isFull()) goRound(event)
  }

  return (
    <section
      class="panel"
      role="dialog"
      tabindex="-1"
      aria-label={name}
      aria-modal={isFull() ? 'true' : 'false'}
      hidden={!state().isOpen}
      onKeyDown={onKeyDown}
      onKeyUp={keep}
      onKeyPress={keep}
    >
      {/* No landmarks: those are the page's. */}
      <header role="none">
        <Avatar url={avatar_url} />
        <div>
          <strong>{name}</strong>
          <span>{assistant}</span>
        </div>
        <button aria-label={closeName} onClick={close}>
          <Icon path={CLOSE} />
        </button>
      </header>
      <Chat config={config} widget={widget} />
      <Composer config={config} widget={widget} />
      <footer role="none">
        <button onClick={reset}>{start_over}</button>
      </footer>
      {/* In here, because where this covers the page nothing outside it is said. */}
      <div class="unseen" role="status">
        {state().announcement}
      </div>
    </section>
  )
}

/** Tab goes round inside a panel that covers the page, so that focus never hides behind it. */
function goRound(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('button, textarea, a[href], [tabindex="0"]')]
  if (event.shiftKey) stops.reverse()
  if (event.target !== stops.at(-1) && event.target !== event.currentTarget) return
  event.preventDefault()
  stops[0]?.focus()
}
