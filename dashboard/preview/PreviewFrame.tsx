import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react'
import { classes } from '../ui/classes.ts'
import type { FromPage, Look, ToPage, WidgetAnswer } from './messages.ts'

/** Narrower than this the widget takes the whole screen, as on a phone: the frame is then drawn smaller instead. */
const MIN_WIDTH = 560
/** Long enough to type through, short enough to feel live. */
const SETTLE_MS = 250

export type PreviewHandle = {
  reset: () => void
  /** Puts a question into the chat's field, where it waits to be sent. */
  ask: (message: string) => void
}

type Props = {
  botId: string
  apiKey: string
  look: Look
  open?: boolean
  /** Keeps the conversation over a reload, as a visitor's page does. */
  remembers?: boolean
  /** Keeps the widget's true size, however narrow the frame. */
  actualSize?: boolean
  onQuestion?: (content: string) => void
  onAnswer?: (answer: WidgetAnswer) => void
  className?: string
  handle?: Ref<PreviewHandle>
}

/** The real widget, as visitors get it, in a page of its own. */
export function PreviewFrame({
  botId,
  apiKey,
  look,
  open = false,
  remembers = false,
  actualSize,
  onQuestion,
  onAnswer,
  className,
  handle,
}: Props) {
  const frame = useRef<HTMLIFrameElement>(null)
  const [listening, setListening] = useState(false)
  const [box, shape] = useScaledShape(actualSize === true)
  const report = useRef({ onQuestion, onAnswer })
  useEffect(() => {
    report.current = { onQuestion, onAnswer }
  })

  useEffect(() => {
    const listen = (event: MessageEvent<FromPage | undefined>) => {
      if (event.origin !== location.origin || event.source !== frame.current?.contentWindow) return
      if (event.data?.type === 'listening') setListening(true)
      if (event.data?.type === 'question') report.current.onQuestion?.(event.data.content)
      if (event.data?.type === 'answer') report.current.onAnswer?.(event.data.answer)
    }
    window.addEventListener('message', listen)
    return () => window.removeEventListener('message', listen)
  }, [])

  const send = (message: ToPage) => frame.current?.contentWindow?.postMessage(message, location.origin)
  useImperativeHandle(handle, () => ({
    reset: () => send({ type: 'reset' }),
    ask: (message) => {
      // The page inside can only take the focus once the frame has it.
      frame.current?.contentWindow?.focus()
      send({ type: 'ask', message })
    },
  }))

  const shown = JSON.stringify({ type: 'show', bot_id: botId, api_key: apiKey, look, open, remembers } satisfies ToPage)
  const isFirst = useRef(true)
  useEffect(() => {
    if (!listening) return
    const timer = setTimeout(
      () => {
        isFirst.current = false
        frame.current?.contentWindow?.postMessage(JSON.parse(shown), location.origin)
      },
      isFirst.current ? 0 : SETTLE_MS,
    )
    return () => clearTimeout(timer)
  }, [listening, shown])

  return (
    <div ref={box} className={classes('overflow-hidden rounded-card border border-line bg-surface', className)}>
      <iframe
        ref={frame}
        src="/preview.html"
        title="Preview of the chat widget"
        className="block origin-top-left"
        style={shape}
      />
    </div>
  )
}

function useScaledShape(actualSize: boolean) {
  const box = useRef<HTMLDivElement>(null)
  const [shape, setShape] = useState<{ width: number | string; height: number | string; transform?: string }>({
    width: '100%',
    height: '100%',
  })
  useEffect(() => {
    const element = box.current
    if (element === null || actualSize) return
    const observer = new ResizeObserver(() => {
      const scale = Math.min(1, element.clientWidth / MIN_WIDTH)
      setShape({
        width: element.clientWidth / scale,
        height: element.clientHeight / scale,
        transform: `scale(${scale})`,
      })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [actualSize])
  return [box, shape] as const
}
