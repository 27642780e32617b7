import { parseArgs } from 'node:util'
import { measureDashboard } from './bench/dashboard/measure.ts'
import { toTable } from './table.ts'

const USAGE = `Measures the dashboard over 30 bots, 200 sources and 100,000 messages, and an owner's first path to an answer.

  npm run bench:dashboard              some three minutes, on dist/ as \`npm run build\` made it
    --runs N                           views of each page at each speed, 5 unless told
    --plans                            every statement behind the pages, and how SQLite finds its rows

docs/BENCHMARK.md says what each figure means.`

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    plans: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const runs = Number(values.runs)
if (values.help) console.log(USAGE)
else if (!(Number.isInteger(runs) && runs > 0)) {
  console.error('--runs must be a whole number above zero.')
  process.exitCode = 1
} else {
  const { views, asked, path } = await measureDashboard(runs)
  console.log(`${toTable(views)}\n`)
  console.log(
    `${toTable(
      asked.map(({ page, procedure, input, p50Ms, maxMs, bytes, statements }) => ({
        page,
        asks: `${procedure} ${input === undefined ? '' : JSON.stringify(input)}`,
        'p50 ms': p50Ms,
        'max ms': maxMs,
        bytes,
        statements: statements.length,
      })),
    )}\n`,
  )
  if (values.plans) {
    for (const { page, procedure, statements } of asked) {
      console.log(`${page}: ${procedure}`)
      for (const { sql, plan } of statements) console.log(`  ${sql}\n${plan.map((step) => `    ${step}`).join('\n')}`)
    }
    console.log()
  }
  const seconds = path.steps.reduce((sum, { ms }) => sum + ms, 0) / 1000
  console.log(toTable(path.steps.map(({ name, ms }) => ({ 'the first path': name, ms: Math.round(ms) }))))
  console.log(`${seconds.toFixed(1)} s in all, with a text of ${path.words} words on the local engine`)
}
