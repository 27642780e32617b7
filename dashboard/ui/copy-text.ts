import { say, sayProblem } from './Toast.tsx'

/** Puts text on the clipboard and says so. `what` is the text's name, such as "Code". */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    // The clipboard exists only over HTTPS and on localhost; a home server is often plain HTTP.
    if (navigator.clipboard) await navigator.clipboard.writeText(text)
    else copyBySelection(text)
    say(`${what} copied`)
  } catch {
    sayProblem('Your browser did not allow copying. Select the text and copy it by hand.')
  }
}

function copyBySelection(text: string): void {
  const field = document.createElement('textarea')
  field.value = text
  field.setAttribute('readonly', '')
  const before = document.activeElement
  document.body.append(field)
  field.select()
  const copied = document.execCommand('copy')
  field.remove()
  if (before instanceof HTMLElement) before.focus()
  if (!copied) throw new Error('The browser refused to copy.')
}
