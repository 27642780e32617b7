import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

export type Lab = {
  /** Runs a script inside and gives each line it prints. Throws when it ends badly. */
  run(script: string, args: string[]): AsyncIterable<string>
  close(): void
}

/** A network of its own in which every address, public or private, is this machine, and so is the name server. Needs root. */
export function openLab(): Lab {
  const name = `frontdesk-${process.pid}`
  const files = `/etc/netns/${name}`
  const ip = (...args: string[]) => execFileSync('ip', args)
  const running = new Set<number>()

  ip('netns', 'add', name)
  const close = (): void => {
    for (const pid of running) process.kill(-pid, 'SIGKILL')
    ip('netns', 'delete', name)
    rmSync(files, { recursive: true, force: true })
  }
  try {
    mkdirSync(files, { recursive: true })
    writeFileSync(`${files}/resolv.conf`, 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n')
    writeFileSync(`${files}/hosts`, '127.0.0.1 localhost\n::1 localhost\n')
    ip('-n', name, 'link', 'set', 'lo', 'up')
    ip('-n', name, 'route', 'add', 'local', '0.0.0.0/0', 'dev', 'lo')
    ip('-n', name, '-6', 'route', 'add', 'local', '::/0', 'dev', 'lo')
  } catch (error) {
    close()
    throw error
  }

  return {
    async *run(script, args) {
      // In a group of its own, so that whatever it started ends with it.
      const child = spawn('ip', ['netns', 'exec', name, process.execPath, script, ...args], {
        stdio: ['ignore', 'pipe', 'inherit'],
        detached: true,
      })
      const { pid } = child
      if (pid !== undefined) running.add(pid)
      const ended = once(child, 'exit')
      yield* createInterface(child.stdout)
      await ended
      if (pid !== undefined) running.delete(pid)
      if (child.exitCode !== 0) throw new Error(`${script} ended with ${child.exitCode}.`)
    },
    close,
  }
}
