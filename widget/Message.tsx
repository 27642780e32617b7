import type { WidgetConfig } from '#shared/widget-config.ts'
import { Avatar } from './Avatar.tsx'
import { addCopyButtons } from './copy-code.ts'
import { effect } from './dom.ts'
import { setLink } from './links.ts'
import { createMarkdown } from './markdown.ts'
import type { Message as ChatMessage } from './memory.ts'
import type { Widget } from './state.ts'

/** What one side said: the visitor's words as they are, the bot's as Markdown. */
export function Message({ message, config, widget }: { message: ChatMessage; config: WidgetConfig; widget: Widget }) {
  const { state, isLive } = widget
  const { role, at, content } = message
  const isOurs = role === 'user'
  const who = isOurs ? config.strings.you : config.name
  const time = toTime(at, config.language)
  const { sources: label } = config.strings

  const stream = (bubble: HTMLElement) => {
    const markdown = createMarkdown(bubble)
    let written = 0
    effect((isWhole) => {
      if (isWhole) return true
      markdown.write(message.content.slice(written))
      written = message.content.length
      if (isLive(message)) return false
      markdown.end()
      addCopyButtons(bubble, config.strings, widget.announce)
      return true
    }, false)
  }

  return (
    <div class={role}>
      {!isOurs && <Avatar url={config.avatar_url} />}
      <span class="unseen">{who}</span>
      {isOurs ? (
        <div class="bubble plain" dir="auto">
          {content}
        </div>
      ) : (
        <div class="bubble" dir="auto" ref={stream} />
      )}
      {state() && message.sources.length > 0 && (
        <ul aria-label={label}>
          {message.sources.map(({ title, url, excerpt }) => (
            <li>
              <a title={excerpt} ref={(link: HTMLAnchorElement) => setLink(link, url ?? '')}>
                {title}
              </a>
            </li>
          ))}
        </ul>
      )}
      <time>{time}</time>
    </div>
  )
}

/** Nothing in a language that the browser does not take, such as the "de_DE" of a page: it throws. */
function toTime(at: number, language: string): string | undefined {
  try {
    return new Date(at).toLocaleTimeString(language, { timeStyle: 'short' })
  } catch {
    return undefined
  }
}
