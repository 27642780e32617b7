import { createSignal } from 'solid-js'
import type { WidgetConfig } from '#shared/widget-config.ts'
import { ask, type Failure } from './chat-client.ts'
import type { EmbedOptions } from './embed-options.ts'
import { createMessage, type Message, mergeMessages, recall, remember, toKey } from './memory.ts'

export type State = {
  session_id: string
  messages: Message[]
  status: 'idle' | 'busy' | Failure
  /** What the visitor is writing. */
  draft: string
  isOpen: boolean
  /** The panel is built when it first opens. */
  isBuilt: boolean
  isUnread: boolean
  /** What a screen reader says next. */
  announcement: string | undefined
}
export type Emit = (event: 'ready' | 'open' | 'close' | 'message' | 'answer', detail?: unknown) => void

// The server uses these only when it has lost the conversation; this many always fit its 64 KB.
const HISTORY_MESSAGES = 10
const HISTORY_CHARS = 1000

/** 128 random bits. */
const createId = () => crypto.getRandomValues(new Uint32Array(4)).join('-')

/** Everything the widget knows and does. Views read `state()`, which tells them of every change. */
export function createWidget(
  root: ShadowRoot,
  { base, botId, apiKey, isOpen }: EmbedOptions,
  { strings, welcome_message }: WidgetConfig,
  emit: Emit,
  life: AbortSignal,
) {
  const key = toKey(botId)
  const [state, setState] = createSignal<State>(
    {
      session_id: createId(),
      messages: [],
      status: 'idle',
      draft: '',
      isOpen: false,
      isBuilt: false,
      isUnread: false,
      announcement: '',
    },
    { equals: false },
  )
  const update = (changes: Partial<State>) => setState((before) => Object.assign(before, changes))
  const keep = (changes: Partial<State>) => remember(key, update(changes))
  const find = (selector: string) => [...root.querySelectorAll<HTMLElement>(selector)].at(-1)
  // On a phone the field would bring up the keyboard over what there is to read.
  const focus = () => find(matchMedia('(pointer:coarse)').matches ? '.panel' : 'textarea')?.focus()
  /** What had the focus in the page when the panel opened. */
  let opener: Element | null
  /** What is being asked here. */
  let running: { question: Message; answer: Message; controller: AbortController } | undefined

  /** The messages as another tab left them, with what is on its way here. */
  const merge = (messages: Message[]) => mergeMessages(state().messages, messages, running)

  const run = async (messages: Message[], question: Message) => {
    const { controller, answer } = (running = {
      question,
      answer: createMessage('assistant', ''),
      controller: new AbortController(),
    })
    keep({ messages: [...messages, question], status: 'busy', announcement: '' })
    const turn = {
      bot_id: botId,
      api_key: apiKey,
      session_id: state().session_id,
      message: question.content,
      conversation_history: messages
        .slice(-HISTORY_MESSAGES)
        .map(({ role, content }) => ({ role, content: content.slice(0, HISTORY_CHARS) })),
    }
    const outcome = await ask(base, turn, controller, (text) => {
      answer.content += text
      if (running?.answer === answer) update({ messages: merge(state().messages) })
    })
    if (running?.answer !== answer) return
    if (typeof outcome === 'string' || !answer.content) {
      end(typeof outcome === 'string' ? outcome : 'server_error')
    } else {
      const { message_id, answered, sources } = outcome
      answer.sources = sources
      answer.isPartial = false
      end('idle')
      emit('answer', { message_id, answered, content: answer.content, sources })
    }
  }

  const end = (status: 'idle' | Failure) => {
    const saved = recall(key)
    const messages = merge(saved?.session_id === state().session_id ? saved.messages : state().messages)
    running = undefined
    keep({ messages, status, isUnread: !state().isOpen })
    // One announcement when the answer is whole: the log itself is silent while it streams.
    update({ announcement: status === 'idle' ? find('.assistant .bubble')?.innerText : strings[status] })
  }

  const abort = () => {
    running?.controller.abort()
    running = undefined
  }
  const stop = () => {
    if (!running) return
    running.controller.abort()
    end('stopped')
  }

  /** Takes up what the last page or another tab left. */
  const load = () => {
    const saved = recall(key)
    if (running) {
      if (saved?.session_id === state().session_id) update({ messages: merge(saved.messages) })
      // Another tab started over. One that asked its first question at the same moment does not count.
      if (saved) return saved
      abort()
    }
    const last = state().messages.at(-1)
    if (!saved && !last) return undefined
    const messages = merge(saved?.messages ?? [])
    const status = messages.at(-1) === last ? state().status : 'idle'
    update({ session_id: saved?.session_id ?? createId(), messages, status })
    return saved
  }

  const widget = {
    state,
    stop,
    isLive: (message: Message) => state() && running?.answer === message,
    isTyping: () => state().status === 'busy' && !running?.answer.content,
    open({ message, isQuiet }: { message?: string | number | undefined; isQuiet?: boolean } = {}) {
      update({ isBuilt: true, draft: `${message ?? state().draft}` })
      if (state().isOpen) return
      opener = document.activeElement
      keep({ isOpen: true, isUnread: false, announcement: '' })
      if (!isQuiet) focus()
      emit('open')
    },
    close() {
      if (!state().isOpen) return
      const hadFocus = root.activeElement
      keep({ isOpen: false })
      if (hadFocus) {
        find('.launcher')?.focus()
        // Back to the page's own button, if it was that. It may have been scrolled out of sight meanwhile.
        if (opener instanceof HTMLElement) opener.focus({ preventScroll: true })
      }
      emit('close')
    },
    toggle: () => (state().isOpen ? widget.close() : widget.open()),
    write: (draft: string) => update({ draft }),
    announce: (announcement: string) => update({ announcement }),
    /** For what is not in the state: the size and the colours of the screen. */
    refresh: () => update({}),
    send(content: string) {
      update({ draft: '' })
      void run(state().messages, createMessage('user', content))
      emit('message', { content })
      find('textarea')?.focus()
    },
    /** Asks the last question again; what was left of its answer goes. */
    retry() {
      const { messages } = state()
      const question = messages.findLast(({ role }) => role === 'user')
      if (question) void run(messages.slice(0, messages.indexOf(question)), question)
      focus()
    },
    reset() {
      abort()
      keep({ session_id: createId(), messages: [], status: 'idle', draft: '', announcement: welcome_message })
    },
    /** Takes up the conversation of the last page. */
    resume(mayOpen: boolean) {
      const saved = load()
      const last = saved?.messages.at(-1)
      if (last?.role === 'user' || last?.isPartial) update({ status: 'stopped' })
      if (isOpen || (saved?.isOpen && mayOpen)) widget.open({ isQuiet: true })
    },
  }

  // `clear()` names no key.
  const follow = ({ key: changed }: StorageEvent) => (changed ?? key) === key && load()
  window.addEventListener('storage', follow, { signal: life })
  // A page that goes takes its connection along.
  window.addEventListener('pagehide', stop, { signal: life })
  life.addEventListener('abort', stop)
  return widget
}
export type Widget = ReturnType<typeof createWidget>
