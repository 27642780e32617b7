import { MAX_MESSAGE_CHARS } from '#shared/chat.ts'
import type { WidgetConfig } from '#shared/widget-config.ts'
import { isComposing } from './composing.ts'
import { effect } from './dom.ts'
import { Icon, SEND, STOP } from './Icon.tsx'
import type { Widget } from './state.ts'

export function Composer({ config, widget }: { config: WidgetConfig; widget: Widget }) {
  const { state } = widget
  const { message, placeholder, send, stop } = config.strings
  const tooLong = config.strings.too_long.replace('{limit}', String(MAX_MESSAGE_CHARS))
  const isBusy = () => state().status === 'busy'
  const text = () => state().draft.trim()
  const isTooLong = () => text().length > MAX_MESSAGE_CHARS
  const canSend = () => text() !== '' && !isTooLong() && !isBusy()
  const submit = () => {
    if (canSend()) widget.send(text())
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return
    event.preventDefault()
    submit()
  }
  const onClick = (event: MouseEvent) => {
    if (!isBusy()) submit()
    // The second half of a double click on "Send" is no wish to stop.
    else if (event.detail < 2) widget.stop()
  }
  const fit = (field: HTMLTextAreaElement) => {
    let fitted: string | undefined
    effect(() => {
      const { draft } = state()
      // Measuring at each piece of an answer would lay it out as often.
      if (isBusy() && draft === fitted) return
      fitted = draft
      if (field.value !== draft) field.value = draft
      // Once it is in the page, and the page still before it is drawn.
      queueMicrotask(() => {
        field.style.height = ''
        field.style.height = `${field.scrollHeight}px`
      })
    })
    field.addEventListener('input', () => widget.write(field.value))
  }

  return (
    <div class="composer">
      {isTooLong() && (
        <p id="hint" role="alert">
          {tooLong}
        </p>
      )}
      <div class="field">
        <textarea
          rows="1"
          dir="auto"
          aria-label={message}
          aria-describedby="hint"
          aria-invalid={isTooLong() ? 'true' : 'false'}
          placeholder={placeholder}
          enterkeyhint="send"
          ref={fit}
          onKeyDown={onKeyDown}
        />
        <button
          class="send"
          aria-label={isBusy() ? stop : send}
          aria-disabled={isBusy() || canSend() ? 'false' : 'true'}
          onClick={onClick}
        >
          {isBusy() ? <Icon path={STOP} /> : <Icon path={SEND} />}
        </button>
      </div>
    </div>
  )
}
