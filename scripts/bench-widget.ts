import { parseArgs } from 'node:util'
import { measure } from './bench/widget/measure.ts'
import { judge } from './bench/widget/promises.ts'
import { toRows } from './bench/widget/report.ts'
import { buildEmptyBubble, buildWidget, Complaint, type Subject, toSubject } from './bench/widget/subjects.ts'
import { toTable } from './table.ts'

const USAGE = `Measures what the widget costs a page that nobody has opened it on, beside an empty bubble made with Solid.

  npm run bench:widget                     builds both from the source as it is and measures them in turn
  npm run bench:widget -- SCRIPT …         beside them other scripts: files, or addresses on this machine
    --tag ATTRIBUTES                       of the tag of the script before it: 'data-id="1"' or 'type="module"'
    --runs N                               visits of each page at each speed, 15 unless told

docs/BENCHMARK.md says what each figure means. The exit code is 1 when a promise is broken that no busy machine can break.`

const RUNS = 15

async function bench(): Promise<void> {
  const options = readOptions()
  if (options === undefined) return console.log(USAGE)
  const { runs, strangers } = options
  console.error(`Visiting ${strangers.length + 3} pages ${runs} times at two speeds.`)
  const [ours, baseline, ...others] = await measure([await buildWidget(), await buildEmptyBubble(), ...strangers], runs)
  if (!ours || !baseline) throw new Error('Something was not measured.')

  console.log(`${toTable(toRows(ours, baseline, others))}\n`)
  for (const { name, stored } of others) {
    if (stored.length > 0) console.log(`${name} keeps ${stored.join(', ')}.\n`)
  }
  const verdicts = judge(ours, baseline)
  for (const { isKept, sentence } of verdicts) console.log(`${isKept ? '✓' : '✗'} ${sentence}`)
  if (verdicts.some(({ isKept, isTimed }) => !isKept && !isTimed)) process.exitCode = 1
}

function readOptions(): { runs: number; strangers: Subject[] } | undefined {
  const { values, tokens } = parseArgs({
    options: {
      tag: { type: 'string', multiple: true },
      runs: { type: 'string', default: String(RUNS) },
      help: { type: 'boolean', default: false },
    },
    allowPositionals: true,
    tokens: true,
  })
  if (values.help) return undefined
  const runs = Number(values.runs)
  if (!(Number.isInteger(runs) && runs > 0)) throw new Complaint('--runs must be a whole number above zero.')

  const strangers: { script: string; attributes: string[] }[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') strangers.push({ script: token.value, attributes: [] })
    else if (token.kind === 'option' && token.name === 'tag') {
      const last = strangers.at(-1)
      if (!last) throw new Complaint('--tag belongs to the script before it.')
      last.attributes.push(token.value ?? '')
    }
  }
  const subjects = strangers.map(({ script, attributes }) => toSubject(script, attributes.join(' ')))
  const isTaken = (name: string, index: number) => subjects.slice(0, index).some((before) => before.name === name)
  return {
    runs,
    strangers: subjects.map((subject, index) =>
      isTaken(subject.name, index) ? { ...subject, name: `${subject.name} (${index + 1})` } : subject,
    ),
  }
}

try {
  await bench()
} catch (error) {
  const isExpected = error instanceof Complaint || (error instanceof TypeError && 'code' in error)
  console.error(isExpected ? error.message : error)
  process.exitCode = 1
}
