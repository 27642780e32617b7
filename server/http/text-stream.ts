export type TextStream = {
  body: ReadableStream<Uint8Array>
  write(text: string): void
  /** Whether the reader has taken all that was written. */
  isTaken(): boolean
  isGone(): boolean
  end(): void
  drop(): void
}

/** The body of an answer that is written while it is sent. `onGone`: the reader left, or took nothing for `stallMs` and was dropped. */
export function openTextStream(stallMs: number, onGone: () => void): TextStream {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  let stalled: NodeJS.Timeout | undefined
  let isGone = false

  function takeAll(): void {
    clearTimeout(stalled)
    stalled = undefined
  }
  function leave(): void {
    isGone = true
    takeAll()
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
      pull: takeAll,
      cancel: leave,
    }),
    write(text) {
      if (isGone) return
      // Of a pool, unlike what an encoder gives.
      controller?.enqueue(Buffer.from(text))
      if ((controller?.desiredSize ?? 0) <= 0) stalled ??= setTimeout(drop, stallMs)
    },
    isTaken: () => stalled === undefined,
    isGone: () => isGone,
    end: () => isGone || controller?.close(),
    drop,
  }
}
