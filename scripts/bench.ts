import { parseArgs } from 'node:util'
import { PARTS } from './bench/server/parts.ts'
import type { Verdict } from './bench/server/promises.ts'
import { toTable } from './table.ts'

const USAGE = `Measures the server under a crowd, beside a minimal chat server and beside the model server alone. All of it is on this machine.

  npm run bench                        everything, some eight minutes, on Linux
    --only PARTS                       of ${Object.keys(PARTS).join(',')}
    --quick                            a look at each, in less than a minute

docs/BENCHMARK.md says what each figure means. Times never fail it: a busy machine breaks any of them.`

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(PARTS).join() },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const names = values.only.split(',')
const unknown = names.find((name) => !(name in PARTS))
if (values.help) console.log(USAGE)
else if (unknown !== undefined) {
  console.error(`--only takes ${Object.keys(PARTS).join(', ')}, not ${unknown}.`)
  process.exitCode = 1
} else if (process.platform !== 'linux') {
  console.error('Processor time and memory are read from /proc, which only Linux has.')
  process.exitCode = 1
} else {
  const verdicts: Verdict[] = []
  for (const name of names) {
    console.error(`Measuring: ${name}.`)
    const part = await PARTS[name]?.(values.quick ? 'quick' : 'whole')
    if (!part) continue
    console.log(`${toTable(part.rows)}\n`)
    verdicts.push(...part.verdicts)
  }
  for (const { isKept, sentence } of verdicts) console.log(`${isKept ? '✓' : '✗'} ${sentence}`)
}
