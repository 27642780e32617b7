import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { ChatModel, ChatPrompt } from '../models/models.ts'

/** The local engine needs a few seconds to load when it has been idle. */
const TIMEOUT_MS = 20_000

/** Embeds one word and, with a chat model, asks it for one. Throws `upstream` with the reason. */
export async function checkEngine(
  deps: Pick<Deps, 'embedder' | 'chatModel' | 'circuits' | 'now'>,
  left: AbortSignal | undefined,
): Promise<{ ok: true; milliseconds: number }> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  const signal = left ? AbortSignal.any([left, timeout]) : timeout
  const start = deps.now().getTime()
  for (const circuit of Object.values(deps.circuits)) circuit.tryNow()
  try {
    await deps.embedder.embed(['hello'], signal)
    if (deps.chatModel) {
      const prompt = { system: 'Answer with one word.', messages: [{ role: 'user' as const, content: 'Say hello.' }] }
      await completeFirstPiece(deps.chatModel, prompt, signal)
    }
  } catch (error) {
    if (!timeout.aborted || error instanceof AppError) throw error
    throw new AppError('upstream', 'The engine did not answer within 20 seconds.', { cause: error })
  }
  return { ok: true, milliseconds: deps.now().getTime() - start }
}

/** Leaving at the first piece stops the model. */
async function completeFirstPiece(model: ChatModel, prompt: ChatPrompt, signal: AbortSignal): Promise<void> {
  const leaving = new AbortController()
  try {
    await model.complete(prompt, () => leaving.abort(), AbortSignal.any([signal, leaving.signal]))
  } catch (error) {
    if (!leaving.signal.aborted) throw error
  }
}
