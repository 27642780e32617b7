import { spawn } from 'node:child_process'
import { once } from 'node:events'

export type Injection = { stop(): Promise<void> }

/** From when it settles until it is stopped, these system calls of the process fail with this error. Needs strace. */
export async function injectError(pid: number, calls: string[], error: string): Promise<Injection> {
  const names = calls.join()
  const tracer = spawn(
    'strace',
    ['-f', '-p', String(pid), '-e', `trace=${names}`, '-e', `inject=${names}:error=${error}`],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const exited = once(tracer, 'exit')
  const attached = new Promise<void>((resolve) => {
    tracer.stderr.on('data', (data: Buffer) => {
      if (data.includes('attached')) resolve()
    })
  })
  await Promise.race([attached, exited.then(() => Promise.reject(new Error('strace ended.')))])
  return {
    async stop() {
      tracer.kill('SIGINT')
      await exited
    },
  }
}
