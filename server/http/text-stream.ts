export type TextStream = {
  body: ReadableStream<Uint8Array>
  /** Settles once the reader takes it, or is gone: a slow one slows the writer. */
  write(text: string): Promise<void>
  /** Whether the reader has taken all that was written. */
  isTaken(): boolean
  isGone(): boolean
  end(): void
  drop(): void
}

/** The body of an answer that is written while it is sent. `onGone`: the reader left, or took nothing for `stallMs` and was dropped. */
export function openTextStream(stallMs: number, onGone: () => void): TextStream {
  const encoder = new TextEncoder()
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  let take: (() => void) | undefined
  let isGone = false

  function leave(): void {
    isGone = true
    take?.()
    onGone()
  }
  function drop(): void {
    if (isGone) return
    controller?.error(new DOMException('The reader takes nothing.', 'AbortError'))
    leave()
  }

  return {
    body: new ReadableStream({
      start: (opened) => void (controller = opened),
      pull: () => take?.(),
      cancel: leave,
    }),
    async write(text) {
      if (isGone) return
      controller?.enqueue(encoder.encode(text))
      if ((controller?.desiredSize ?? 0) > 0) return
      const stalled = setTimeout(drop, stallMs)
      await new Promise<void>((resolve) => (take = resolve))
      take = undefined
      clearTimeout(stalled)
    },
    isTaken: () => take === undefined,
    isGone: () => isGone,
    end: () => isGone || controller?.close(),
    drop,
  }
}
