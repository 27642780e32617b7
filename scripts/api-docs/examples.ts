import { execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'

export type Names = Record<string, string>
export type Answer = { status: number; type: string; body: string; cookies: string[] }
/** Runs an example as it is written, with a value for each name in capitals. */
export type Runner = { run(source: string, names: Names): Promise<Answer>; close(): Promise<unknown> }

/** The examples of docs/API.md: from "POST /api/chat" to its source in one language. */
export function readExamples(markdown: string, language: 'sh' | 'js'): Map<string, string> {
  const found = new Map<string, string>()
  for (const section of markdown.split(/^### /m).slice(1)) {
    const heading = /^[A-Z]+ \/\S+$/m.exec(section)?.[0]
    const source = new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, 'm').exec(section)?.[1]
    if (heading !== undefined && section.startsWith(heading) && source !== undefined) found.set(heading, source)
  }
  return found
}

/** The real curl. Its own settings file makes it say the status, so that the command stays as it is written. */
export async function openCurl(folder: string): Promise<Runner> {
  await writeFile(join(folder, '.curlrc'), 'silent\nshow-error\nwrite-out = "%{stderr}%{http_code} %{content_type}"\n')
  return {
    async run(source, names) {
      const env = { PATH: process.env['PATH'], CURL_HOME: folder, ...names }
      const { stdout, stderr } = await promisify(execFile)('sh', ['-c', source], { cwd: folder, env })
      const [, status, type = ''] = /^(\d{3}) (.*)$/.exec(stderr) ?? []
      if (status === undefined) throw new Error(`${source}\n${stderr}`)
      return { status: Number(status), type, body: stdout, cookies: [] }
    },
    close: async () => undefined,
  }
}

const reportSchema = z.tuple(
  [
    z.union([
      z.object({ status: z.number(), type: z.string(), body: z.string(), cookies: z.array(z.string()) }),
      z.object({ failure: z.string() }),
    ]),
  ],
  z.unknown(),
)

/** One Node for all of them, in which each is a module of its own. */
export function openNode(folder: string): Runner {
  const runner = join(import.meta.dirname, 'run-module.ts')
  const child = fork(runner, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  let count = 0
  return {
    async run(source, names) {
      const file = join(folder, `${(count += 1)}.mjs`)
      await writeFile(file, source)
      child.send({ file: pathToFileURL(file).href, names })
      const [report] = reportSchema.parse(await once(child, 'message'))
      if ('failure' in report) throw new Error(`${source}\n${report.failure}`)
      return report
    },
    async close() {
      child.disconnect()
      await once(child, 'exit')
    },
  }
}
