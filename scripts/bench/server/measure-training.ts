import { once } from 'node:events'
import { createServer } from 'node:http'
import { openBakery } from './bakery.ts'
import { inventPage } from './invent-page.ts'
import { cpuMs } from './process-figures.ts'
import { startModel } from './start-process.ts'

export type Training = { engine: 'model' | 'local'; name: string; ms: number; modelMs: number; cpuMs: number }

const WORDS = 10_000
const TIMES = 3

/** A page of 10,000 words, from its address to its chunks: the first since the start, which starts the thread, and those that follow. */
export async function measureTraining(engine: 'model' | 'local', times = TIMES): Promise<Training[]> {
  const model =
    engine === 'model' ? await startModel({ firstTokenMs: 0, perSecond: 60, tokens: 60, dimensions: 1536 }) : undefined
  const pages = await servePages()
  const { process, owner, botId, close } = await openBakery(model, { environment: { ALLOW_PRIVATE_URLS: 'true' } })
  const readModelMs = async (): Promise<number> =>
    model === undefined ? 0 : Number(await (await fetch(`${model.url}/embedding-ms`)).text())
  try {
    const seen: Training[] = []
    for (let time = 1; time <= times; time++) {
      const before = { cpu: cpuMs(process.pid), model: await readModelMs() }
      const source = await owner.train(botId, { source_type: 'url', source_content: `${pages.url}/${time}` })
      if (source.words < WORDS) throw new Error(`${source.words} words were learned: ${source.status_detail}`)
      seen.push({
        engine,
        name: time === 1 ? 'first' : 'again',
        // By its own clock: who asks from time to time how far it is learns it late.
        ms: Date.parse(source.trained_at ?? '') - Date.parse(source.created_at),
        modelMs: (await readModelMs()) - before.model,
        cpuMs: cpuMs(process.pid) - before.cpu,
      })
    }
    return seen
  } finally {
    await close()
    pages.close()
    await model?.stop()
  }
}

/** Each address another page. */
async function servePages(): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(inventPage(Number(request.url?.slice(1)), WORDS))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : ''
  return { url: `http://127.0.0.1:${port}`, close: () => server.close().closeAllConnections() }
}
