import type { ErrorBody } from '#shared/errors.ts'
import type { WidgetConfig } from '#shared/widget-config.ts'
import { mount } from './App.tsx'
import { type EmbedOptions, findEmbedOptions, mergeConfig } from './embed-options.ts'
import { attachHost } from './host.ts'
import type { Emit, Widget } from './state.ts'

type Listener = (detail: unknown) => void
type Calls = {
  /** A number, such as that of an order, is written as words. */
  open: (options?: { message?: string | number }) => void
  close: () => void
  toggle: () => void
  reset: () => void
  destroy: () => void
  /** Returns what takes the listener off again. */
  on: (event: Parameters<Emit>[0], listener: Listener) => () => void
}
type Call = [keyof Calls, ...unknown[]]
export type FrontdeskApi = Calls & {
  /** Which bot this page holds. */
  botId: string
  /** Calls by name, so that a page may make them whether or not the script has loaded: `['open', { message: 'Hello' }]`. */
  q: { push: (...queued: Call[]) => void }
}
declare global {
  interface Window {
    Frontdesk?: FrontdeskApi | { q: Call[] }
  }
}

const before = window.Frontdesk
const options = findEmbedOptions()
if (before && 'destroy' in before) {
  if (options && options.botId !== before.botId) warn('this page already has a chat.')
} else if (options) {
  const { q } = (window.Frontdesk = start(options))
  q.push(...(before?.q ?? []))
} else warn('the script tag needs data-bot-id and data-api-key.')

function start(options: EmbedOptions): FrontdeskApi {
  const listeners = new Set<[string, Listener]>()
  const life = new AbortController()
  const { signal } = life
  let widget: Widget | undefined

  // A listener that throws is the page's business and must not stop the widget.
  const emit: Emit = (event, detail) => {
    for (const [name, listener] of listeners) if (name === event) queueMicrotask(() => listener(detail))
  }

  const load = async () => {
    const { base, botId, apiKey, lang, overrides } = options
    const response = await fetch(
      `${base}/api/public/config/${botId}?${new URLSearchParams({ api_key: apiKey, lang })}`,
      {
        credentials: 'omit',
        signal,
      },
    )
    if (!response.ok) throw new Error(await response.json().then(({ error }: ErrorBody) => error.message))
    const config = await response.json().then((fetched: WidgetConfig) => mergeConfig(fetched, overrides))
    if (!document.body)
      await new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve, { signal }))
    signal.throwIfAborted()
    widget = mount(attachHost(signal), options, config, emit, signal)
    emit('ready')
    return widget
  }
  const loaded = load()
  loaded.catch((error: Error) => {
    if (!signal.aborted) warn(error.message)
    life.abort()
  })
  /** At once when the widget is there, else when it comes, and then without taking the focus. */
  const call = (act: (widget: Widget, isQuiet: boolean) => void) => {
    if (widget) act(widget, false)
    else loaded.then((late) => act(late, true)).catch(() => undefined)
  }

  const later = (name: 'close' | 'toggle' | 'reset') => () => call((late) => late[name]())

  const calls: Calls = {
    open: ({ message } = {}) => call(({ open }, isQuiet) => open({ message, isQuiet })),
    close: later('close'),
    toggle: later('toggle'),
    reset: later('reset'),
    destroy() {
      // A second time it would take the next widget's.
      if (window.Frontdesk === api) delete window.Frontdesk
      life.abort()
    },
    on(event, listener) {
      const entry: [string, Listener] = [event, listener]
      listeners.add(entry)
      if (event === 'ready' && widget) emit(event)
      return () => listeners.delete(entry)
    },
  }
  const push = (...queued: Call[]) => {
    for (const [name, ...args] of queued) Reflect.apply(calls[name], calls, args)
  }
  const api = { ...calls, botId: options.botId, q: { push } }
  return api
}

/** The one line in the console: a page never shows that its chat is missing. */
function warn(reason: string): void {
  // oxlint-disable-next-line no-console
  console.warn(`Frontdesk: ${reason}`)
}
