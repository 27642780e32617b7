// What no test of a few seconds can show: kill -9, power cuts, full disks, floods, hostile networks. Some of it needs root.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { backups } from './faults/backups.ts'
import { bombs } from './faults/bombs.ts'
import { budget } from './faults/budget.ts'
import { csrf } from './faults/csrf.ts'
import { diskFull } from './faults/disk-full.ts'
import { diskTrouble } from './faults/disk-trouble.ts'
import type { Drill, Finding } from './faults/drill.ts'
import { fullBackups } from './faults/full-backups.ts'
import { hostileBackups } from './faults/hostile-backups.ts'
import { images } from './faults/images.ts'
import { kill9 } from './faults/kill9.ts'
import { limit } from './faults/limit.ts'
import { migrations } from './faults/migrations.ts'
import { overload } from './faults/overload.ts'
import { powerCut } from './faults/power-cut.ts'
import { proxies } from './faults/proxies.ts'
import { sigterm } from './faults/sigterm.ts'
import { soak } from './faults/soak.ts'
import { ssrf } from './faults/ssrf.ts'
import { stalls } from './faults/stalls.ts'
import { streams } from './faults/streams.ts'
import { tornRestores } from './faults/torn-restores.ts'
import { traversal } from './faults/traversal.ts'

const DRILLS: Drill[] = [
  limit,
  budget,
  kill9,
  powerCut,
  csrf,
  streams,
  stalls,
  soak,
  overload,
  migrations,
  backups,
  tornRestores,
  hostileBackups,
  fullBackups,
  diskFull,
  diskTrouble,
  sigterm,
  proxies,
  ssrf,
  images,
  traversal,
  bombs,
]

const USAGE = `Drills of what must not happen, on the real server. Those that lack root, a program or material are left out and named.

  npm run test:faults [-- NAME…] [--data FOLDER]

  --data FOLDER   third-party material to try: addresses, pictures, paths

${DRILLS.map(({ name, about }) => `  ${name.padEnd(14)}${about}`).join('\n')}`

const { values, positionals } = parseArgs({
  options: { data: { type: 'string' }, help: { type: 'boolean' } },
  allowPositionals: true,
})
const unknown = positionals.filter((name) => !DRILLS.some((drill) => drill.name === name))
if (values.help || unknown.length > 0) {
  console.log(USAGE)
  process.exit(values.help ? 0 : 1)
}

const results: Finding[] = []
for (const drill of DRILLS.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
  const lacking = findLacking(drill)
  if (lacking === undefined) results.push(...(await run(drill)))
  else console.log(`${drill.name}: left out, it needs ${lacking}\n`)
}
const broken = results.filter(({ kept }) => !kept).length
console.log(`${results.length - broken} kept, ${broken} broken`)
process.exit(broken === 0 && results.length > 0 ? 0 : 1)

async function run(drill: Drill): Promise<Finding[]> {
  console.log(`${drill.name}: ${drill.about}`)
  const folder = mkdtempSync(join(tmpdir(), `frontdesk-${drill.name}-`))
  const breakOff = (): void => {
    unmount(folder)
    process.exit(130)
  }
  process.once('SIGINT', breakOff).once('SIGTERM', breakOff)
  const start = performance.now()
  const findings: Finding[] = []
  const note = (finding: Finding): void => {
    findings.push(finding)
    console.log(`  ${finding.kept ? 'kept  ' : 'BROKEN'}  ${finding.promise}: ${finding.seen}`)
  }
  try {
    for await (const finding of drill.run({ folder, data: values.data && resolve(values.data) })) note(finding)
  } catch (error) {
    console.error(error)
    note({ promise: 'the drill itself', seen: 'it broke off', kept: false })
  } finally {
    process.off('SIGINT', breakOff).off('SIGTERM', breakOff)
    rmSync(folder, { recursive: true, force: true })
  }
  console.log(`  ${((performance.now() - start) / 1000).toFixed(1)} s\n`)
  return findings
}

/** What a drill had mounted when it was broken off; the processes it started hear the same Ctrl-C. */
function unmount(folder: string): void {
  const mounts = existsSync('/proc/mounts') ? readFileSync('/proc/mounts', 'utf8') : ''
  const paths = mounts
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
    .filter((path) => path.startsWith(folder))
  if (paths.length > 0) spawnSync('umount', ['-l', ...paths])
  rmSync(folder, { recursive: true, force: true })
}

function findLacking({ needs = {} }: Drill): string | undefined {
  if (needs.data && values.data === undefined) return '--data'
  if (needs.root && process.getuid?.() !== 0) return 'root'
  return needs.programs?.find((program) => !isOnPath(program))
}

function isOnPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
