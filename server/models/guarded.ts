import type { Circuit } from './circuit.ts'
import type { ChatModel, Embedder } from './models.ts'

/** The model behind a circuit: a first piece is a success, whatever becomes of the rest. */
export const guardChatModel = (model: ChatModel, circuit: Circuit): ChatModel => ({
  ...model,
  async complete(prompt, tell, signal) {
    const call = circuit.enter()
    try {
      await model.complete(
        prompt,
        (piece) => {
          call.succeed()
          tell(piece)
        },
        signal,
      )
    } catch (error) {
      call.fail(error)
      throw error
    } finally {
      call.leave()
    }
  },
})

export const guardEmbedder = (embedder: Embedder, circuit: Circuit): Embedder => ({
  ...embedder,
  async embed(texts, signal) {
    const call = circuit.enter()
    try {
      const vectors = await embedder.embed(texts, signal)
      call.succeed()
      return vectors
    } catch (error) {
      call.fail(error)
      throw error
    } finally {
      call.leave()
    }
  },
})
