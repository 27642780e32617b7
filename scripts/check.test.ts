import { spawnSync } from 'node:child_process'
import { appendFile, cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { doors } from '../oxlint.config.ts'

// A lint rule that stops catching anything looks exactly like a clean house. So each one is broken here, in a copy.

const root = fileURLToPath(new URL('..', import.meta.url))
const NOT_COPIED = new Set(['node_modules', '.git', 'dist', 'data', 'logs', '.env'])
const TIMEOUT_MS = 120_000
const {
  scripts,
  dependencies,
}: Record<'scripts' | 'dependencies', Record<string, string>> = JSON.parse(
  await readFile(join(root, 'package.json'), 'utf8'),
)
const check = scripts['check'] ?? ''

const bans: [file: string, line: string, says: string][] = [
  ['shared/planted.ts', "import '#server/errors.ts'", 'shared/ imports only shared/ and zod'],
  ['shared/planted.ts', "import 'node:fs'", 'shared/ imports only shared/ and zod'],
  ['shared/chat.ts', "import './bot.ts'", 'it must not reach zod'],
  ['shared/errors.ts', "import 'zod'", 'it must not reach zod'],
  ['shared/widget-config.ts', "import 'zod/mini'", 'it must not reach zod'],
  ['migrations/planted.ts', "import '#server/errors.ts'", 'migrations/ imports only kysely'],
  ['widget/planted.ts', "import '#server/errors.ts'", 'widget/ imports only shared/'],
  ['widget/planted.ts', "import type { Deps } from '#server/deps.ts'", 'widget/ imports only shared/'],
  ['widget/planted.ts', "import '#shared/bot.ts'", 'do not reach zod'],
  ['widget/planted.ts', "import 'zod'", 'zod is too heavy'],
  ['widget/planted.ts', "import './testing/visit.ts'", 'is for tests'],
  ['widget/planted.ts', "import '../dashboard/api.ts'", 'Name another part of the house by'],
  ['dashboard/planted.ts', "import type { Bots } from '#server/trpc/router.ts'", 'one type, AppRouter'],
  ['dashboard/planted.ts', "import '../widget/embed.ts'", 'Name another part of the house by'],
  ['dashboard/api.ts', "import type { Deps } from '#server/deps.ts'", 'AppRouter from the server and nothing else'],
  ['dashboard/api.ts', "import type { router } from '#server/trpc/router.ts'", 'nothing else'],
  ['dashboard/api.ts', "import { AppRouter as planted } from '#server/trpc/router.ts'", 'imports the type AppRouter'],
  ['server/bots/planted.ts', "import '../http/errors.ts'", 'never imports a door'],
  ['server/bots/planted.ts', "import '#server/trpc/router.ts'", 'never imports a door'],
  ['server/models/planted.ts', "export const lazy = import('../trpc/router.ts')", 'never imports a door'],
  ['server/planted.ts', "import './http/errors.ts'", 'never imports a door'],
  ['server/web/planted.ts', "import '#server/app.ts'", 'Only main.ts opens app.ts'],
  ['server/chat/planted.ts', "import '../main.ts'", 'put the house together'],
  ['server/chat/planted.ts', "export * from '#server/worker.ts'", 'put the house together'],
  ['server/http/planted.ts', "import '../trpc/router.ts'", 'Doors do not import each other'],
  ['server/trpc/planted.ts', "import '#server/http/errors.ts'", 'Doors do not import each other'],
  ['server/accounts/planted.ts', "import '../store/sqlite/open.ts'", 'choose an engine'],
  ['server/trpc/planted.ts', "import '#server/store/sqlite/open.ts'", 'choose an engine'],
  ['server/app.ts', "import './store/sqlite/open.ts'", 'choose an engine'],
  ['server/store/planted.ts', "import './sqlite/open.ts'", 'choose an engine'],
  ['server/knowledge/planted.ts', "import type {} from '#server/testing/browser.ts'", 'is for tests'],
  ['server/main.ts', "import './testing/browser.ts'", 'is for tests'],
  ['scripts/planted.ts', "import '#server/testing/browser.ts'", 'is for tests'],
  ['server/bots/planted.ts', "import '../../shared/bot.ts'", 'Name another part of the house by'],
  ['server/bots/planted.ts', "import '../../dashboard/api.ts'", 'knows nothing of the pages'],
  ['server/bots/planted.ts', "import { request } from 'node:https'", 'Only web/fetch-page.ts opens connections'],
  ['server/web/planted.ts', "import net from 'net'", 'Only web/fetch-page.ts opens connections'],
  ['server/http/planted.ts', "export * from 'node:dns/promises'", 'Only web/fetch-page.ts opens connections'],
  ['server/models/opener.ts', "export const lazy = import('node:http')", 'Only web/fetch-page.ts opens connections'],
  [
    'server/web/planted.ts',
    "import 'eventsource-parser'",
    'eventsource-parser is named only in server/models/read-events.ts',
  ],
  // Every package is a stranger in server/bots.
  ...Object.keys(doors).map((name): (typeof bans)[number] => [
    'server/bots/packages.ts',
    `import '${name}'`,
    `${name} is named only in`,
  ]),
  ...Object.keys(doors).map((name): (typeof bans)[number] => [
    'server/bots/package-types.ts',
    `import type {} from '${name}/deep'`,
    `${name} is named only in`,
  ]),
]

const faults: [file: string, line: string, rule: string][] = [
  ['server/chat/cycle-a.ts', "import { b } from './cycle-b.ts'\nexport const a = () => b", 'import(no-cycle)'],
  ['server/chat/cycle-b.ts', "import { a } from './cycle-a.ts'\nexport const b = () => a", 'import(no-cycle)'],
  ['server/chat/floating.ts', 'fetch("x")', 'typescript(no-floating-promises)'],
  ['dashboard/floating.ts', 'fetch("x")', 'typescript(no-floating-promises)'],
  ['widget/floating.ts', 'fetch("x")', 'typescript(no-floating-promises)'],
  ['shared/any.ts', 'export const x: any = 1', 'typescript(no-explicit-any)'],
  ['server/chat/bang.ts', 'export const x = process.env["X"]!', 'typescript(no-non-null-assertion)'],
  ['server/chat/as.ts', 'export const x = (y: unknown) => y as string', 'typescript(no-unsafe-type-assertion)'],
  ['server/chat/json.ts', 'export const x: string = JSON.parse("1")', 'typescript(no-unsafe-assignment)'],
  ['server/chat/console.ts', 'console.log(1)', 'eslint(no-console)'],
  ['dashboard/console.ts', 'console.log(1)', 'eslint(no-console)'],
  ['server/knowledge/fetch.ts', "export const page = fetch('https://a.example')", 'eslint(no-restricted-globals)'],
  ['server/web/socket.ts', "export const socket = new WebSocket('wss://a.example')", 'eslint(no-restricted-globals)'],
  ['server/web/events.ts', "export const events = new EventSource('/')", 'eslint(no-restricted-globals)'],
  [
    'server/web/global.ts',
    "export const page = globalThis.fetch('https://a.example')",
    'eslint(no-restricted-properties)',
  ],
  ['widget/console.ts', 'console.log(1)', 'eslint(no-console)'],
]

let copy: string

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'frontdesk-house-'))
  await cp(root, copy, {
    recursive: true,
    filter: (path) => !NOT_COPIED.has(basename(path)) && !path.endsWith('.tsbuildinfo'),
  })
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'))
}, TIMEOUT_MS)

afterAll(() => rm(copy, { recursive: true, force: true }))

function run(command: string): { status: number | null; stdout: string; output: string } {
  const { status, stdout, stderr } = spawnSync('npm', ['exec', '--offline', '--call', command], {
    cwd: copy,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  return { status, stdout, output: stdout + stderr }
}

/** The part of `npm run check` that runs this tool. */
function stepOfCheck(tool: string): string {
  const step = check.split(' && ').find((part) => part.startsWith(tool))
  if (step === undefined) throw new Error(`npm run check no longer runs ${tool}.`)
  return step
}

async function plant(file: string, line: string): Promise<void> {
  await mkdir(dirname(join(copy, file)), { recursive: true })
  await appendFile(join(copy, file), `${line}\n`)
}

test('a clean copy passes', { timeout: TIMEOUT_MS }, () => {
  const { status, output } = run(check)
  expect(status, output).toBe(0)
})

test('every package that is installed with the server has its door', () => {
  const homeless = Object.keys(dependencies).filter((name) => name !== 'zod' && !(name in doors))
  expect(homeless).toEqual([])
})

describe('oxlint', () => {
  type Diagnostic = { filename: string; code: string; help?: string; message: string }
  let found: Diagnostic[]

  beforeAll(async () => {
    for (const [file, line] of [...bans, ...faults]) await plant(file, line)
    const { status, stdout } = run(`${stepOfCheck('oxlint')} --format json`)
    expect(status).not.toBe(0)
    found = JSON.parse(stdout).diagnostics
  }, TIMEOUT_MS)

  test.each(bans)('catches in %s: %s', (file, line, says) => {
    const specifier = /'(.+)'/.exec(line)?.[1] ?? ''
    expect(found).toContainEqual(
      expect.objectContaining({
        filename: file,
        code: 'eslint(no-restricted-imports)',
        message: expect.stringContaining(`'${specifier}'`),
        help: expect.stringContaining(says),
      }),
    )
  })

  test.each(faults)('catches in %s: %s', (file, _line, rule) => {
    expect(found).toContainEqual(expect.objectContaining({ filename: file, code: rule }))
  })
})

describe('the other tools', () => {
  test(
    'tsc catches a wrong type in each project, and syntax that cannot be erased',
    { timeout: TIMEOUT_MS },
    async () => {
      const folders = ['server', 'dashboard', 'widget', 'shared', 'migrations', 'scripts']
      for (const folder of folders) await plant(`${folder}/wrong.ts`, "export const wrong: number = 'text'")
      await plant('server/enum.ts', 'export enum Color { Red }')
      const { output } = run(stepOfCheck('tsc'))
      for (const folder of folders) expect(output).toMatch(new RegExp(`${folder}/wrong\\.ts.*TS2322`))
      expect(output).toMatch(/server\/enum\.ts.*TS1294/)
    },
  )

  test('prettier catches an unformatted file', { timeout: TIMEOUT_MS }, async () => {
    await plant('server/unformatted.ts', 'export  const x = "1";')
    expect(run(stepOfCheck('prettier')).output).toContain('server/unformatted.ts')
  })

  test(
    'knip catches an orphan, an undeclared package and an export that nothing uses',
    { timeout: TIMEOUT_MS },
    async () => {
      await plant('server/orphan.ts', 'export const orphan = 1')
      await plant('scripts/undeclared.ts', "import 'left-pad'")
      await plant('server/errors.ts', 'export const unusedExport = 1')
      const { output } = run(stepOfCheck('knip'))
      expect(output).toMatch(/server\/orphan\.ts/)
      expect(output).toMatch(/left-pad.*scripts\/undeclared\.ts/)
      expect(output).toMatch(/unusedExport.*server\/errors\.ts/)
    },
  )
})
