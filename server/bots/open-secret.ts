import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Deps } from '../deps.ts'
import { syncFolder } from '../sync-folder.ts'

const SECRET_BYTES = 32
/** Any right of the group or of all users: a copy put back often has them. */
const OTHERS = 0o077

/** SECRET_KEY, or the secret.key beside the database, made when there is none. Throws an Error with a sentence for a broken file. */
export async function openSecret({
  config,
  log,
  databaseExists,
}: Pick<Deps, 'config' | 'log'> & { databaseExists: boolean }): Promise<Uint8Array | string> {
  const path = pathOf(config)
  const kept = await findSecret(config)
  if (typeof kept === 'string') return kept
  if (kept) {
    const { mode } = await stat(path)
    if (mode & OTHERS)
      log.warn({ path }, 'secret.key can be read by other users of this machine. Run: chmod 600 secret.key')
    return kept
  }

  const secret = randomBytes(SECRET_BYTES)
  await writeSecret(path, secret)
  if (databaseExists) {
    log.error(
      { path },
      'secret.key is missing, so a new one was made. Widgets keep working, but the keys of existing bots cannot be displayed until you put the old file back or make new keys.',
    )
  }
  return secret
}

/** Whole or not at all, and on the disk before any key is sealed with it: after a power cut nothing could open those again. */
async function writeSecret(path: string, secret: Uint8Array): Promise<void> {
  const unfinished = `${path}.new`
  await mkdir(dirname(path), { recursive: true })
  await writeFile(unfinished, `${Buffer.from(secret).toString('base64url')}\n`, { mode: 0o600, flush: true })
  // Whatever the umask is.
  await chmod(unfinished, 0o600)
  await rename(unfinished, path)
  await syncFolder(dirname(path))
}

type SecretConfig = Pick<Deps['config'], 'secretKey' | 'databasePath'>

const pathOf = ({ databasePath }: SecretConfig): string => join(dirname(databasePath), 'secret.key')

/** SECRET_KEY, or what is in secret.key; undefined where there is neither. */
export const findSecret = async (config: SecretConfig): Promise<Uint8Array | string | undefined> =>
  config.secretKey ?? readSecret(pathOf(config))

async function readSecret(path: string): Promise<Uint8Array | undefined> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw new Error(`${path} cannot be read. Check that it belongs to the user who runs Frontdesk.`, { cause: error })
  }
  const secret = Buffer.from(text.trim(), 'base64url')
  if (secret.length !== SECRET_BYTES) {
    throw new Error(`${path} is damaged. Put your copy of it back, or remove it to have a new one made.`)
  }
  return secret
}
