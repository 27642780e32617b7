import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { parseConfig } from '#server/config.ts'
import { describeApi } from '#server/http/api-description.ts'
import { openApiDocument } from '#server/trpc/open-api/document.ts'
import { toMarkdown } from './markdown.ts'

export const apiDocsPath = fileURLToPath(new URL('../../docs/API.md', import.meta.url))

/** What docs/API.md should be. */
export async function writeApiDocs(): Promise<string> {
  const opening = await readFile(new URL('opening.md', import.meta.url), 'utf8')
  const api = describeApi(openApiDocument({ config: parseConfig({}) }))
  return format(toMarkdown(api, opening), { ...(await resolveConfig(apiDocsPath)), filepath: apiDocsPath })
}
