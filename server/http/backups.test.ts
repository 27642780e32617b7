import { readdir, truncate, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openSession } from '#server/accounts/sessions.ts'
import { MAX_PIECE_BYTES, MAX_UPLOAD_BYTES } from '#server/backups/uploads.ts'
import { verifyArchive } from '#server/backups/verify-archive.ts'
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts'
import { backupRoutes } from './backups.ts'
import { toErrorResponse } from './errors.ts'
import { adminGuard } from './guard.ts'

let opened: TestDeps
let app: Hono
let cookie: string
beforeEach(async () => {
  opened = await openTestDeps({ ADMIN_PER_IP: '20' })
  app = new Hono()
    .use('*', adminGuard(opened.deps))
    .route('/', backupRoutes(opened.deps))
    .onError((error) => toErrorResponse(error, opened.deps.log))
  cookie = `session_token=${(await openSession(opened.deps, false)).token}`
})
afterEach(async () => {
  expect(opened.logged).toEqual([])
  await opened.close()
})

const get = (path: string) => app.request(path, { headers: { Cookie: cookie } })
const stagingFolder = () => join(dirname(opened.path), 'restore')
function upload(bytes: Uint8Array | ReadableStream, query = '', headers: Record<string, string> = {}) {
  const sent = { Cookie: cookie, 'Content-Type': 'application/gzip', ...headers }
  const body = bytes instanceof Uint8Array ? new Uint8Array(bytes) : bytes
  return app.request(`/api/admin/backups/upload${query}`, { method: 'POST', headers: sent, body, duplex: 'half' })
}
async function restDesk() {
  await expect.poll(async () => (await opened.deps.backups.show()).work, { timeout: 20_000 }).toBeNull()
  return opened.deps.backups.show()
}

describe('down', () => {
  test('a fresh one comes whole, under its name, and is not kept', async () => {
    const answer = await get('/api/admin/backup')
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/gzip',
      'content-disposition': 'attachment; filename="frontdesk-2026-03-01T12-00-00Z.tar.gz"',
      'cache-control': 'no-store',
    })
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(bytes.length).toBe(Number(answer.headers.get('content-length')))
    const path = join(dirname(opened.path), 'downloaded.tar.gz')
    await writeFile(path, bytes)
    expect(await verifyArchive(path, () => undefined)).toMatchObject({ kind: 'manual' })
    await expect.poll(() => readdir(opened.deps.config.backupPath)).toEqual([])
  })

  test('who leaves half way leaves nothing on the server', async () => {
    const answer = await get('/api/admin/backup')
    await answer.body?.cancel()
    await expect.poll(() => readdir(opened.deps.config.backupPath)).toEqual([])
  })

  test('a kept one comes by its name in the list, and nothing else does', async () => {
    opened.deps.backups.create('manual')
    const name = (await restDesk()).outcome?.name ?? ''
    await writeFile(join(opened.deps.config.backupPath, 'notes.txt'), 'mine')
    expect((await get(`/api/admin/backups/${name}`)).status).toBe(200)
    for (const path of [
      'notes.txt',
      '..%2ffrontdesk.db',
      '%2e%2e%2ffrontdesk.db',
      `.%2f${name}`,
      `${name}%00`,
      'upload',
    ]) {
      expect((await get(`/api/admin/backups/${path}`)).status, path).toBe(404)
    }
  })
})

describe('up', () => {
  const ID = '7d1f0b0e-6a57-4d8b-9d0e-2f6a4b7c8d90'

  test('a file in one piece, and in several', async () => {
    const bytes = Buffer.from(await (await get('/api/admin/backup')).arrayBuffer())
    const whole = await (await upload(bytes)).json()
    expect(whole).toEqual({ upload: expect.any(String), bytes: bytes.length })

    const half = Math.floor(bytes.length / 2)
    expect(await (await upload(bytes.subarray(0, half), `?upload=${ID}`)).json()).toMatchObject({ bytes: half })
    // A piece that came twice, because its answer was lost, does no harm.
    for (let i = 0; i < 2; i++) {
      const answer = await upload(bytes.subarray(half), `?upload=${ID}&offset=${half}`)
      expect(await answer.json()).toEqual({ upload: ID, bytes: bytes.length })
    }
    expect(await readdir(stagingFolder())).toEqual([`upload-${ID}`])
    await opened.deps.backups.inspect({ upload: ID })
    expect(await restDesk()).toMatchObject({ inspection: { counts: { bots: 0 } }, outcome: { failure: null } })
    expect((await readdir(stagingFolder())).filter((name) => name.startsWith('upload-'))).toEqual([])
  })

  test.each([
    ['a piece without the one before', `?upload=${ID}&offset=5`, 404],
    ['a name that is a path', '?upload=../../x', 400],
    ['a place before the beginning', '?offset=-1', 400],
    ['more than may be uploaded', `?upload=${ID}&offset=${2 ** 31}`, 404],
  ])('%s is refused', async (_name, query, status) => {
    expect((await upload(Buffer.from('x'), query)).status).toBe(status)
    expect(await readdir(stagingFolder()).catch(() => [])).toEqual([])
  })

  test('a gap is refused, and the end of what is allowed is the end', async () => {
    await upload(Buffer.from('abc'), `?upload=${ID}`)
    expect((await upload(Buffer.from('x'), `?upload=${ID}&offset=9`)).status).toBe(409)
    expect(await readdir(stagingFolder())).toEqual([])
    await upload(Buffer.from('abc'), `?upload=${ID}`)
    await truncate(join(stagingFolder(), `upload-${ID}`), MAX_UPLOAD_BYTES)
    const answer = await upload(Buffer.from('x'), `?upload=${ID}&offset=${MAX_UPLOAD_BYTES}`)
    expect(answer.status).toBe(413)
    expect(await answer.text()).toContain('npm run restore')
    expect(await readdir(stagingFolder())).toEqual([])
  })

  test('a request without end is ended, and nothing of it stays', async () => {
    const megabyte = new Uint8Array(1024 * 1024)
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(megabyte) })
    const answer = await upload(endless)
    expect([answer.status, await answer.text()]).toEqual([413, expect.stringContaining('pieces of at most 32 MB')])
    expect(await readdir(stagingFolder())).toEqual([])
    expect((await upload(new Uint8Array(MAX_PIECE_BYTES), `?upload=${ID}`)).status).toBe(200)
  })

  test.each(['multipart/form-data; boundary=x', 'text/plain', 'application/x-www-form-urlencoded', 'application/json'])(
    'what a form of another page can send is refused: %s',
    async (type) => {
      expect((await upload(Buffer.from('x'), '', { 'Content-Type': type })).status).toBe(415)
    },
  )

  test('another page and a stranger are refused before a byte is kept', async () => {
    expect((await upload(Buffer.from('x'), '', { Origin: 'https://evil.example' })).status).toBe(403)
    expect((await upload(Buffer.from('x'), '', { Cookie: '' })).status).toBe(401)
    await expect(readdir(stagingFolder())).rejects.toThrow()
  })

  test('one that breaks off says so', async () => {
    let pulls = 0
    const body = new ReadableStream({
      pull(controller) {
        if (pulls++ === 0) controller.enqueue(new Uint8Array(10))
        else controller.error(new Error('The line is dead.'))
      },
    })
    const answer = await upload(body)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toEqual({ error: { code: 'bad_input', message: expect.stringContaining('broke off') } })
    expect(await readdir(stagingFolder())).toEqual([])
  })

  test('many pieces in a minute are no flood', async () => {
    for (let i = 0; i < 40; i++) {
      expect((await upload(Buffer.from('x'), `?upload=${ID}&offset=${i}`)).status).toBe(200)
    }
  })
})
