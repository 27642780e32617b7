import type { WidgetStrings } from '#shared/widget-config.ts'

/** Gives each block of code its button; a page that came over plain http has no clipboard. */
export function addCopyButtons(
  bubble: HTMLElement,
  { copy, copied }: WidgetStrings,
  say: (text: string) => void,
): void {
  const { clipboard } = navigator
  for (const block of clipboard ? bubble.querySelectorAll('pre') : []) {
    const button = document.createElement('button')
    // The style sheet shows it: no words of the answer's, neither when it is read out nor when it is selected.
    button.ariaLabel = copy
    button.addEventListener(
      'click',
      () =>
        void clipboard.writeText(block.textContent).then(
          () => say((button.ariaLabel = copied)),
          () => undefined,
        ),
    )
    block.prepend(button)
  }
}
