import type { Document } from './document.ts'

/** Read by the tests, the system below and other servers, and so not in the schema of the settings. */
export const OTHER_SETTINGS = {
  CHROMIUM_PATH: 'the browser of the tests, where the packaged one does not run',
  FIREFOX_PATH: 'the same for `npm run test:browsers`',
  OLLAMA_CONTEXT_LENGTH: 'how much one of the model servers reads at a time',
  TZ: 'whose midnight it is, to the schedule of backups',
}

const names = (text: string) =>
  [...text.matchAll(/(?<![\w$]|\$\{)[A-Z][A-Z\d]*(?:(?:_[A-Z\d]*)+(?!\w)|(?==))/g)].map(String)

/** Variables in backticks and in commands that nothing reads. Those of a command's own shell are none. */
export function listUnknownSettings(documents: Document[], settings: string[]): string[] {
  const known = new Set([...settings, ...Object.keys(OTHER_SETTINGS)])
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
