import { z } from 'zod'

// A Node of its own for the JavaScript examples: each is a module of its own, and what it fetched is told to the test.

const orderSchema = z.object({ file: z.string(), names: z.record(z.string(), z.string()) })

process.on('message', (order) => void run(orderSchema.parse(order)).then((report) => process.send?.(report)))

async function run({ file, names }: z.infer<typeof orderSchema>) {
  Object.assign(globalThis, names)
  const { fetch } = globalThis
  let answer: Response | undefined
  globalThis.fetch = async (...request) => {
    const real = await fetch(...request)
    answer = real.clone()
    return real
  }
  try {
    await import(file)
    if (!answer) throw new Error(`${file} fetched nothing.`)
    return {
      status: answer.status,
      type: answer.headers.get('content-type') ?? '',
      body: await answer.text(),
      cookies: answer.headers.getSetCookie(),
    }
  } catch (error) {
    return { failure: String(error) }
  } finally {
    globalThis.fetch = fetch
  }
}
