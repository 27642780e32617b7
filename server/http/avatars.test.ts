import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hono } from 'hono'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openSession } from '#server/accounts/sessions.ts'
import { openTestDoor, type TestDoor } from '#server/testing/open-test-door.ts'
import { avatarRoutes } from './avatars.ts'

let door: TestDoor
let app: Hono
let cookie: string
beforeEach(async () => {
  door = await openTestDoor({ AVATAR_MAX_SIZE_KB: '100' })
  app = door.mount(avatarRoutes(door))
  cookie = `session_token=${(await openSession(door, false)).token}`
})
afterEach(async () => {
  expect(door.logged).toEqual([])
  await door.close()
})

const draw = (background: string) =>
  sharp({ create: { width: 90, height: 60, channels: 3, background } })
    .png()
    .toBuffer()

async function upload(botId: string, bytes: Uint8Array, fileName = 'me.png', field = 'file', type = 'image/png') {
  const form = new FormData()
  form.append(field, new File([new Uint8Array(bytes)], fileName, { type }))
  return app.request(`/api/admin/bots/${botId}/avatar`, { method: 'POST', headers: { Cookie: cookie }, body: form })
}
const look = (botId: string, headers: Record<string, string> = {}, query = '') =>
  app.request(`/api/public/avatar/${botId}${query}`, { headers })
const listFiles = (): Promise<string[]> => readdir(join(door.config.uploadPath, 'avatars')).catch(() => [])

describe('uploading', () => {
  test('shows the picture to everyone, and tells the bot its address', async () => {
    const { bot } = await door.addBot()
    const response = await upload(bot.id, await draw('#ff0000'))
    expect(response.status).toBe(200)
    const { avatar_url } = JSON.parse(await response.text())
    expect(avatar_url).toMatch(new RegExp(`^/api/public/avatar/${bot.id}\\?v=[\\w-]+$`))

    const png = await app.request(avatar_url)
    expect(await sharp(await png.arrayBuffer()).metadata()).toMatchObject({ format: 'png', width: 64, height: 64 })
    const webp = await look(bot.id, { Accept: 'image/avif,image/webp,*/*' }, '?size=128')
    expect(await sharp(await webp.arrayBuffer()).metadata()).toMatchObject({ format: 'webp', width: 128, height: 128 })
    expect(Object.fromEntries(webp.headers)).toMatchObject({
      'content-type': 'image/webp',
      'content-disposition': 'inline; filename="avatar.webp"',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
      vary: 'Accept',
    })
  })

  test('replaces the old picture and its files', async () => {
    const { bot } = await door.addBot()
    await upload(bot.id, await draw('#ff0000'))
    const old = await look(bot.id)
    const oldFiles = await listFiles()
    await upload(bot.id, await draw('#0000ff'))
    const files = await listFiles()
    expect(files).toHaveLength(4)
    expect(files.filter((file) => oldFiles.includes(file))).toEqual([])
    const changed = await look(bot.id, { 'If-None-Match': old.headers.get('etag') ?? '' })
    expect(changed.status).toBe(200)
    const same = await look(bot.id, { 'If-None-Match': changed.headers.get('etag') ?? '' })
    expect(same.status).toBe(304)
  })

  test('leaves one picture after many at once', async () => {
    const { bot } = await door.addBot()
    const picture = await draw('#ff0000')
    const answers = await Promise.all(Array.from({ length: 6 }, () => upload(bot.id, picture)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200])
    expect(await listFiles()).toHaveLength(4)
    expect((await look(bot.id)).status).toBe(200)
  })

  test('puts those who come too thick off', async () => {
    const { bot } = await door.addBot()
    const picture = await draw('#ff0000')
    const answers = await Promise.all(Array.from({ length: 60 }, () => upload(bot.id, picture)))
    const refused = answers.filter(({ status }) => status === 503)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused[0]?.headers.get('retry-after')).toBe('5')
    expect(await listFiles()).toHaveLength(4)
  })

  test.each(['../../frontdesk.db', '..\\..\\x', '/etc/cron.d/x', 'a\0b', 'x'.repeat(5000), 'con', '🦊.svg'])(
    'gives a file called %j a name of its own',
    async (name) => {
      const { bot } = await door.addBot()
      const database = door.config.uploadPath.replace(/-uploads$/, '')
      const before = (await stat(database)).ino
      expect((await upload(bot.id, await draw('#ff0000'), name)).status).toBe(200)
      for (const file of await listFiles()) expect(file).toMatch(/^[0-9a-f-]{36}-(64|128)\.(png|webp)$/)
      expect(await readdir(door.config.uploadPath)).toEqual(['avatars'])
      expect((await stat(database)).ino).toBe(before)
    },
  )

  test('believes the bytes, not the name or the type', async () => {
    const { bot } = await door.addBot()
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>')
    expect((await upload(bot.id, svg)).status).toBe(415)
    expect((await upload(bot.id, await draw('#ff0000'), 'x.svg', 'file', 'image/svg+xml')).status).toBe(200)
    expect((await look(bot.id)).headers.get('content-type')).toBe('image/png')
  })

  test('takes no JSON for a file', async () => {
    const { bot } = await door.addBot()
    const response = await app.request(`/api/admin/bots/${bot.id}/avatar`, {
      method: 'POST',
      headers: { Cookie: cookie, 'Content-Type': 'application/json' },
      body: JSON.stringify({ file: { path: '/etc/passwd' } }),
    })
    expect(response.status).toBe(415)
  })

  // Node takes no shorter boundary.
  const EDGE = 'x'.repeat(40)
  const FORM = `multipart/form-data; boundary=${EDGE}`
  const toForm = (disposition: string) =>
    `--${EDGE}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\nhello\r\n--${EDGE}--\r\n`
  test.each([
    ['a text field', FORM, toForm('name="file"'), 'Choose a picture'],
    ['another field', FORM, toForm('name="a.__proto__.b"; filename="f"'), 'Choose a picture'],
    ['a broken form', FORM, '--y\r\nnonsense', 'broke off'],
    ['no boundary', 'multipart/form-data', 'nonsense', 'broke off'],
    ['nothing', FORM, '', 'broke off'],
  ])('refuses %s', async (_name, type, body, sentence) => {
    const { bot } = await door.addBot()
    const response = await app.request(`/api/admin/bots/${bot.id}/avatar`, {
      method: 'POST',
      headers: { Cookie: cookie, 'Content-Type': type },
      body,
    })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      error: { code: 'bad_input', message: expect.stringContaining(sentence) },
    })
  })

  test.each([100 * 1024 + 1, 5 * 1024 * 1024])('names the size when %d bytes are too many', async (length) => {
    const { bot } = await door.addBot()
    const response = await upload(bot.id, Buffer.alloc(length))
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({ error: { message: expect.stringContaining('100 KB') } })
  })

  test('knows no bot that is not there', async () => {
    expect((await upload('nobody', await draw('#ff0000'))).status).toBe(404)
    expect(await listFiles()).toEqual([])
  })
})

test('a removed avatar is gone, file and all', async () => {
  const { bot } = await door.addBot()
  await upload(bot.id, await draw('#ff0000'))
  const remove = () =>
    app.request(`/api/admin/bots/${bot.id}/avatar`, { method: 'DELETE', headers: { Cookie: cookie } })
  expect((await remove()).status).toBe(204)
  expect((await look(bot.id)).status).toBe(404)
  expect(await listFiles()).toEqual([])
  expect((await remove()).status).toBe(204)
})

test('a deleted bot shows no avatar', async () => {
  const { bot } = await door.addBot()
  await upload(bot.id, await draw('#ff0000'))
  await door.store.bots.delete(bot.id)
  expect((await look(bot.id)).status).toBe(404)
})

test('a file name that a changed database brings leads nowhere', async () => {
  const { bot } = await door.addBot({ avatar_file: '../../etc/passwd' })
  expect((await look(bot.id)).status).toBe(404)
})

test.each(['', '..%2f..%2fdata.db', '%2e%2e%2f', '....//', '%00', '..%5c', '*', 'undefined'])(
  'there is no avatar at %j',
  async (id) => {
    const { bot } = await door.addBot()
    await upload(bot.id, await draw('#ff0000'))
    expect((await look(id)).status).toBe(404)
  },
)

test.each(['', 'session_token=x', `session_token=${'A'.repeat(43)}`])(
  'the cookie %j opens nothing',
  async (stranger) => {
    const { bot } = await door.addBot()
    cookie = stranger
    expect((await upload(bot.id, await draw('#ff0000'))).status).toBe(401)
    const remove = { method: 'DELETE', headers: { Cookie: stranger, 'X-Forwarded-User': 'admin' } }
    expect((await app.request(`/api/admin/bots/${bot.id}/avatar`, remove)).status).toBe(401)
    expect(await listFiles()).toEqual([])
  },
)
