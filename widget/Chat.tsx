import type { WidgetConfig } from '#shared/widget-config.ts'
import { Avatar } from './Avatar.tsx'
import { each, effect } from './dom.ts'
import { Message } from './Message.tsx'
import type { Widget } from './state.ts'

/** The row of dots with its gap, and some. */
const DOTS_PX = 80

/** The list of what was said. It follows its end until the visitor scrolls up. */
export function Chat({ config, widget }: { config: WidgetConfig; widget: Widget }) {
  const { state, retry, isTyping } = widget
  const { name, welcome_message, avatar_url, strings } = config
  const { conversation, retry: again } = strings
  const typing = strings.typing.replace('{name}', name)
  const failure = () => {
    const { status } = state()
    return status === 'idle' || status === 'busy' ? undefined : strings[status]
  }

  const rows = each(
    () => state().messages,
    (message) => <Message message={message} config={config} widget={widget} />,
  )

  const followEnd = (log: HTMLElement) => {
    let isFollowing = true
    let lastTop = 0
    let lastHeight = 0
    log.addEventListener('scroll', () => {
      const isAtEnd = log.scrollHeight - log.clientHeight - log.scrollTop < 2
      // When an answer takes the place of the dots the end moves up a little: that is not the visitor's doing.
      const slack = log.scrollHeight === lastHeight ? 0 : DOTS_PX
      if (isAtEnd || log.scrollTop < lastTop - slack) isFollowing = isAtEnd
      lastTop = log.scrollTop
    })
    effect(() => {
      if (state().messages.at(-1)?.role === 'user') isFollowing = true
    })
    const observer = new ResizeObserver(() => {
      lastHeight = log.scrollHeight
      if (isFollowing) log.scrollTop = lastHeight
      lastTop = log.scrollTop
    })
    queueMicrotask(() => [log, ...log.children].forEach((element) => observer.observe(element)))
  }

  return (
    <div class="log" role="log" aria-live="off" aria-label={conversation} tabindex="0" ref={followEnd}>
      <div class="rows">
        <div class="assistant">
          <Avatar url={avatar_url} />
          <span class="unseen">{name}</span>
          <div class="bubble plain" dir="auto">
            {welcome_message}
          </div>
        </div>
        {rows()}
        {isTyping() && (
          <div class="assistant">
            <Avatar url={avatar_url} />
            <div class="bubble dots" role="img" aria-label={typing}>
              <i />
              <i />
              <i />
            </div>
          </div>
        )}
        {failure() && (
          <div class="failure">
            <span>{failure()}</span>
            {state().status !== 'monthly_limit' && <button onClick={retry}>{again}</button>}
          </div>
        )}
      </div>
    </div>
  )
}
