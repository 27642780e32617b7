import './page.css'
import type { FromPage, ToPage, WidgetAnswer } from './messages.ts'

// The page inside the preview frame: it loads the real widget and shows it again whenever the dashboard says how it should look.

type Frontdesk = {
  q?: Pick<unknown[], 'push'>
  reset?: () => void
  destroy?: () => void
}
declare global {
  interface Window {
    Frontdesk?: Frontdesk
  }
}

const report = (message: FromPage) => window.parent.postMessage(message, location.origin)

function show({ bot_id, api_key, look, open, remembers }: Extract<ToPage, { type: 'show' }>): void {
  if (!remembers) forgetEverything()
  window.Frontdesk?.destroy?.()
  document.querySelector('script[data-bot-id]')?.remove()
  window.Frontdesk = {
    q: [
      ['on', 'message', ({ content }: { content: string }) => report({ type: 'question', content })],
      ['on', 'answer', (answer: WidgetAnswer) => report({ type: 'answer', answer })],
    ],
  }
  const script = document.createElement('script')
  script.src = '/widget.js'
  script.dataset['botId'] = bot_id
  script.dataset['apiKey'] = api_key
  script.dataset['config'] = JSON.stringify(look)
  if (open) script.dataset['open'] = ''
  document.body.append(script)
}

function ask(message: string): void {
  // Through the queue, which takes calls before the widget is there as well.
  window.Frontdesk?.q?.push(['open', { message }])
  // Enter sends it. A chat that is open already leaves the focus where it was; on a phone the keyboard would cover it.
  const field = document.getElementById('chatbot-widget-host')?.shadowRoot?.querySelector('textarea')
  if (!matchMedia('(pointer: coarse)').matches) field?.focus()
}

/** A preview of a look starts with the welcome message, not with what was asked on the test page. */
function forgetEverything(): void {
  Object.defineProperty(window, 'localStorage', { value: undefined, configurable: true })
}

window.addEventListener('message', (event: MessageEvent<ToPage | undefined>) => {
  if (event.origin !== location.origin || event.source !== window.parent) return
  if (event.data?.type === 'show') show(event.data)
  if (event.data?.type === 'reset') window.Frontdesk?.reset?.()
  if (event.data?.type === 'ask') ask(event.data.message)
})
report({ type: 'listening' })
