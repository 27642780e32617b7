// Runs in a page before anything else does, as the global `Watch`: has the widget hold a conversation and notices whatever
// an answer must never do or be made of.

/** Elements and attributes that an answer is made of; anything else came from the text itself. */
const ANSWER =
  /^(P|BR|HR|A|SPAN|EM|STRONG|S|CODE|PRE|UL|OL|LI|BLOCKQUOTE|DIV|TABLE|THEAD|TBODY|TR|TH|TD|BUTTON)( (class|tabindex|start|style|href|target|rel|aria-label))*$/
/** Those around it: the widget's own. */
const FRAME =
  /^(DIV|SPAN|UL|LI|A|I|P|STRONG|TIME|SECTION|HEADER|FOOTER|BUTTON|TEXTAREA|svg|path)( (class|id|tabindex|style|href|target|rel|role|aria-[a-z]+|dir|lang|hidden|title|rows|placeholder|enterkeyhint|viewBox|d))*$/
const ADDRESS = /^(https?:\/\/[^/?#@]+([/?#]|$)|mailto:|tel:)/
const EVENTS = [
  'pointerover',
  'mouseenter',
  'mouseover',
  'mousemove',
  'focus',
  'focusin',
  'pointerdown',
  'click',
  'blur',
]

const seen = new Set<string>()
const globals = new Set([...Object.getOwnPropertyNames(window), 'Frontdesk', 'Watch'])
let shadow: ShadowRoot | undefined
let page = ''

for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'attack']) {
  globals.add(name)
  Reflect.set(window, name, () => seen.add(`script: ${name}()`))
}
window.addEventListener('error', (event) => seen.add(`error: ${event.message}`))
document.addEventListener('securitypolicyviolation', (event) => seen.add(`blocked: ${event.blockedURI}`))
// Every piece is drawn, as if each came in a frame of its own.
window.requestAnimationFrame = (draw) => {
  draw(0)
  return 0
}
// Nothing is left, but what a click would run still runs.
window.addEventListener('click', (event) => event.preventDefault())

/** Tells what in and at an element no answer is made of. */
function inspect(element: Element): void {
  const made = [element.tagName, ...element.getAttributeNames()].join(' ')
  const isAnswer = Boolean(element.parentElement?.closest('.bubble:not(.dots)'))
  // One that is gone already may have been either.
  if (!(isAnswer ? ANSWER : FRAME).test(made) && (element.isConnected || !ANSWER.test(made)))
    seen.add(`element: ${made}`)
  const style = element.getAttribute('style') ?? ''
  if (/[(@\\]/.test(style) || (isAnswer && !/^(text-align: [a-z]+;)?$/.test(style))) seen.add(`style: ${style}`)
  if (element instanceof HTMLAnchorElement && element.hasAttribute('href')) {
    if (!ADDRESS.test(element.href)) seen.add(`address: ${element.href}`)
    if (!element.relList.contains('noopener') || element.target !== '_blank') seen.add(`opener: ${element.href}`)
  }
}

/** Looks at every element that is ever in the tree below `root`, however short. */
export function watch(root: ShadowRoot): void {
  shadow = root
  new MutationObserver((changes) => {
    for (const { target, type, addedNodes } of changes) {
      for (const node of type === 'attributes' ? [target] : addedNodes) {
        if (!(node instanceof Element)) continue
        for (const element of [node, ...node.querySelectorAll('*')]) inspect(element)
      }
    }
  }).observe(root, { subtree: true, childList: true, attributes: true })
}

const attachShadow = Element.prototype.attachShadow
Element.prototype.attachShadow = function (options) {
  const root = attachShadow.call(this, options)
  if (this.id === 'chatbot-widget-host') watch(root)
  return root
}

const bubbles = () => [...(shadow?.querySelectorAll<HTMLElement>('.bubble:not(.plain)') ?? [])]

async function start() {
  const api = window.Frontdesk
  if (!api || !('on' in api)) throw new Error('The widget did not start.')
  await new Promise((resolve) => api.on('ready', resolve))
  page = document.documentElement.outerHTML
  api.open()
  return api
}

/** Asks 0, 1, 2 …, one after the other, each when the one before was answered. */
export async function ask(count: number): Promise<void> {
  const api = await start()
  for (let question = 0; question < count; question++) {
    const answered = new Promise((resolve) => api.on('answer', resolve))
    api.open({ message: String(question) })
    shadow?.querySelector<HTMLButtonElement>('.send')?.click()
    await answered
  }
}

/** Waits for the conversation of the page before. */
export async function resume(): Promise<void> {
  await start()
}

/** Does to every element of the answers what a visitor might. */
export function poke(): void {
  for (const element of bubbles().flatMap((bubble) => [...bubble.querySelectorAll<HTMLElement>('*')])) {
    inspect(element)
    element.focus()
    for (const type of EVENTS)
      element.dispatchEvent(new Event(type, { bubbles: true, composed: true, cancelable: true }))
  }
}

/** All that was noticed until now. */
export function list(): string[] {
  if (page !== document.documentElement.outerHTML) seen.add('page: changed')
  for (const name of Object.getOwnPropertyNames(window)) if (!globals.has(name)) seen.add(`global: ${name}`)
  return [...seen]
}

/** The answers as they are made, and as they are read: with the numbers of their lists. */
export const answers = () =>
  bubbles().map((bubble) => {
    const html = bubble.innerHTML
    for (const list of bubble.querySelectorAll('ol')) {
      ;[...list.children].forEach((item, index) => item.prepend(`${list.start + index}. `))
    }
    return { html, text: bubble.innerText }
  })

/** The letters and digits that a reader of this HTML sees, and those that stand for its pictures. */
export function toRuns(html: string): string[] {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  for (const picture of body.querySelectorAll('img')) picture.replaceWith(picture.alt)
  const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT)
  const runs: string[] = []
  while (texts.nextNode()) runs.push(...(texts.currentNode.textContent?.match(/[\p{L}\p{N}]+/gu) ?? []))
  return runs
}
