import type { Document } from './document.ts'

/** Not Frontdesk's own: what the tests, the tools and the system below it read. */
const OTHERS = {
  CHROMIUM_PATH: 'the browser of the tests, where the packaged one does not run',
  FIREFOX_PATH: 'the same for `npm run test:browsers`',
  MALLOC_TRIM_THRESHOLD_: 'how glibc gives memory back',
  NODE_ENV: 'told to packages by the start and the image',
  OLLAMA_CONTEXT_LENGTH: 'how much one of the model servers reads at a time',
}

const names = (text: string) => [...text.matchAll(/(?<![\w$]|\$\{)[A-Z][A-Z\d]*(?:_[A-Z\d]*)+(?!\w)/g)].map(String)

/** Variables in backticks and in commands that nothing reads. Those of a command's own shell are none. */
export function listUnknownSettings(documents: Document[], settings: string[]): string[] {
  const known = new Set([...settings, ...Object.keys(OTHERS)])
  return documents.flatMap(({ path, spans, fences }) => {
    const commands = fences.filter(({ language }) => /^(?:sh|bash|ini|ya?ml|)$/.test(language)).map(({ text }) => text)
    const ofShell = new Set(
      commands
        .join('\n')
        .match(/(?<=\$\{?)[A-Z_]+/g)
        ?.filter((name) => !settings.includes(name)),
    )
    const named = [...spans, ...commands].flatMap(names)
    return named.filter((name) => !known.has(name) && !ofShell.has(name)).map((name) => `${path}: ${name}`)
  })
}

/** Variables that no table of these documents explains. */
export function listUnexplainedSettings(documents: Document[], settings: string[]): string[] {
  const rows = documents.flatMap(({ body }) => body.split('\n').filter((line) => line.startsWith('|')))
  const explained = rows.map((row) => row.split('|')[1] ?? '')
  return settings.filter((name) => !explained.some((cell) => cell.includes(`\`${name}\``)))
}
