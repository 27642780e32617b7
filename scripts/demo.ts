import { join } from 'node:path'
import { OWNER } from './demo/bakery.ts'
import { openSite, type Site } from './demo/open-site.ts'
import { seed } from './demo/seed.ts'

const USAGE = `Shows the product at work for an invented bakery: its dashboard, and its site with the chat in it.

  npm run demo              the dashboard on port 8000, the site on the port after it
  PORT=8100 npm run demo    on 8100 and 8101

What it keeps is in data/demo, apart from any data of yours. Delete that folder to begin anew.`

const FOLDER = 'data/demo'

if (process.argv.length > 2) {
  console.log(USAGE)
  process.exit(process.argv.includes('--help') ? 0 : 1)
}
try {
  await open(Number(process.env['PORT'] || 8000))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

async function open(port: number): Promise<void> {
  if (!(Number.isInteger(port) && port > 0 && port < 65_535)) throw new Error('PORT must be a number from 1 to 65534.')
  const site = await openSite(port + 1).catch((error: unknown): Site => {
    throw new Error(
      `The bakery's site needs port ${port + 1}, and that is in use by another program. Stop it, or set PORT: the site takes the port after it.`,
      { cause: error },
    )
  })
  const url = `http://localhost:${port}`
  // These stand before what .env says. An empty one is unset.
  Object.assign(process.env, {
    PORT: String(port),
    // Everybody knows its password.
    HOST: '127.0.0.1',
    PUBLIC_URL: url,
    ADMIN_USERNAME: OWNER.username,
    ADMIN_PASSWORD: OWNER.password,
    SECRET_KEY: '',
    DATABASE_URL: `sqlite:./${FOLDER}/frontdesk.db`,
    UPLOAD_PATH: join(FOLDER, 'uploads'),
    BACKUP_PATH: join(FOLDER, 'backups'),
    LOG_PATH: join(FOLDER, 'logs'),
    LOG_LEVEL: 'warn',
    TRUST_PROXY: '0',
    FORCE_HTTPS: 'false',
    // The site that it learns from is on this machine.
    ALLOW_PRIVATE_URLS: 'true',
  })
  // As `npm start` does it. Ctrl-C ends this process, and the site with it.
  await import(new URL('start.js', import.meta.url).href)
  console.log('The bakery is being opened; the first time it reads its pages and answers a few visitors…')
  await seed(url, site).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`The bakery cannot be opened. ${reason}\nDelete ${FOLDER} to begin anew.`, { cause: error })
  })
  console.log(`
The bakery's site   ${site.url}
The dashboard       ${url}   username ${OWNER.username}, password ${OWNER.password}

Everything is kept in ${FOLDER}; delete that folder to begin anew. Ctrl-C ends both.`)
}
