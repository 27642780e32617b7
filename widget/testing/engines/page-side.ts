/** `role name`, as the names of controls are written: "button Open chat". What is shown begins with that name. */
export type Control = `${'button' | 'dialog' | 'img' | 'link' | 'list' | 'log' | 'status' | 'textbox'} ${string}`

/** Finds things as a person does. It runs in the page, from its source: nothing else of this file is there. */
export function pageSide() {
  const ROLES: Record<string, string> = { A: 'link', BUTTON: 'button', TEXTAREA: 'textbox', UL: 'list' }
  const root = () => document.querySelector('#chatbot-widget-host')?.shadowRoot
  const all = (selector: string) => [...(root()?.querySelectorAll<HTMLElement>(selector) ?? [])]
  const nameOf = (element: Element) =>
    (element.getAttribute('aria-label') ?? element.textContent ?? '').replaceAll(/\s+/g, ' ').trim()

  /** The last of those that are shown. */
  const find = (control: string): HTMLElement | undefined => {
    const [role = '', ...words] = control.split(' ')
    return [...document.querySelectorAll<HTMLElement>('a, button'), ...all('*')].findLast(
      (element) =>
        (element.getAttribute('role') ?? ROLES[element.tagName]) === role &&
        nameOf(element).startsWith(words.join(' ')) &&
        element.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
    )
  }
  /** Nothing moves but the dots, which never rest. */
  const isStill = () =>
    (root()?.getAnimations() ?? []).every(({ effect }) => effect?.getTiming().iterations === Infinity)
  const focused = () => {
    let element = document.activeElement
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
    return element && element !== document.body ? nameOf(element) : ''
  }
  const rect = (element: Element) => {
    const { x, y, width, height, right, bottom } = element.getBoundingClientRect()
    return { x, y, width, height, right, bottom }
  }
  const text = (selector = '[role=log]') => (all(selector).at(-1)?.innerText ?? '').trim()
  return { root, all, find, isStill, focused, rect, text }
}
export type PageSide = ReturnType<typeof pageSide>
