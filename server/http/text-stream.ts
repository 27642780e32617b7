export type TextStream = {
  body: ReadableStream<Uint8Array>
  write(text: string): void
  /** Whether the reader has taken all that was written. */
  isTaken(): boolean
  isGone(): boolean
  /** Settles once the reader has taken everything, or is gone. */
  end(): Promise<void>
  drop(): void
}

/** Of a server's response. */
type Outgoing = {
  readonly headersSent: boolean
  write(text: string): boolean
  once(event: 'drain', listener: () => void): unknown
}

/**
 * The body of an answer that is written while it is sent. Its reader is given one piece at a time, and what came meanwhile with the
 * next. `onGone`: the reader left, or took nothing for `stallMs` and was dropped. Once `outgoing` has its headers and the reader waits,
 * pieces go straight there, which saves a twentieth of an answer's processor time.
 */
export function openTextStream(stallMs: number, onGone: () => void, outgoing?: Outgoing): TextStream {
  const { promise: over, resolve } = Promise.withResolvers<void>()
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  let pending = ''
  let stalled: NodeJS.Timeout | undefined
  let isWaiting = false
  let isEnding = false
  let isGone = false

  /** The reader has taken what it was given, and waits. */
  function take(): void {
    isWaiting = true
    clearTimeout(stalled)
    stalled = undefined
    if (pending !== '' || isEnding) flush()
  }
  function flush(): void {
    if (isWaiting && pending !== '') give()
    if (!isWaiting) stalled ??= setTimeout(drop, stallMs)
    else if (isEnding && !isGone) close()
  }
  function give(): void {
    const text = pending
    pending = ''
    if (outgoing?.headersSent) {
      isWaiting = outgoing.write(text)
      if (!isWaiting) outgoing.once('drain', take)
    } else {
      isWaiting = false
      controller?.enqueue(Buffer.from(text))
    }
  }
  function close(): void {
    isGone = true
    controller?.close()
    resolve()
  }
  function leave(): void {
    isGone = true
    clearTimeout(stalled)
    resolve()
    onGone()
  }
  function drop(): void {
    if (isGone) return
    controller?.error(new DOMException('The reader takes nothing.', 'AbortError'))
    leave()
  }

  const start = (opened: ReadableStreamDefaultController<Uint8Array>): void => void (controller = opened)
  return {
    // With room for nothing it pulls for a reader who waits, and for nobody else.
    body: new ReadableStream({ start, pull: take, cancel: leave }, { highWaterMark: 0 }),
    write(text) {
      if (isGone) return
      pending += text
      flush()
    },
    isTaken: () => isWaiting,
    isGone: () => isGone,
    end() {
      isEnding = true
      if (!isGone) flush()
      return over
    },
    drop,
  }
}
