import { say, sayProblem } from './Toast.tsx'

/** Puts text on the clipboard and says so. `what` is the text's name, such as "Code". */
export async function copyText(text: string, what: string): Promise<void> {
  if ((await copyByClipboard(text)) || copyBySelection(text)) {
    say(`${what} copied`)
  } else {
    sayProblem('Your browser did not allow copying. Select the text and copy it by hand.')
  }
}

/** The clipboard exists only over HTTPS and on localhost, and may be forbidden there. */
async function copyByClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

/** The old way, for a home server on plain HTTP. */
function copyBySelection(text: string): boolean {
  const field = document.createElement('textarea')
  field.value = text
  field.setAttribute('readonly', '')
  const before = document.activeElement
  document.body.append(field)
  field.select()
  const copied = document.execCommand('copy')
  field.remove()
  if (before instanceof HTMLElement) before.focus()
  return copied
}
