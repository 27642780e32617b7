import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readEveryTable } from '#server/testing/released-database.ts'

/** Whoever restores stays who he is: these are not the backup's. */
const OF_THE_OWNER = new Set(['account', 'sessions'])

/** What a folder of data holds: how many rows of each table, and one sum over all rows and pictures. */
export function readShop(home: string): { rows: string; sum: string } {
  const tables = Object.entries(readEveryTable(join(home, 'data', 'frontdesk.db'))).filter(
    ([table]) => !OF_THE_OWNER.has(table),
  )
  const hash = createHash('sha256').update(JSON.stringify(tables))
  const avatars = join(home, 'data', 'uploads', 'avatars')
  const pictures = readdirSync(avatars).toSorted()
  for (const name of pictures) hash.update(name).update(readFileSync(join(avatars, name)))
  const rows = [...tables, ['pictures', pictures] as const].map(([table, { length }]) => `${length} ${table}`)
  return { rows: rows.join(', '), sum: hash.digest('hex') }
}
