import { writeFile } from 'node:fs/promises'
import { apiDocsPath, writeApiDocs } from './api-docs/write.ts'

await writeFile(apiDocsPath, await writeApiDocs())
