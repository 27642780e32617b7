import { readFile } from 'node:fs/promises'
import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ask, OWNER, setUpAdmin } from './testing/admin-client.ts'
import { startFakeOpenAi } from './testing/fake-openai.ts'
import { startFrontdesk } from './testing/start-frontdesk.ts'

const TYPED_AS_NAME = 'hunter2 typed as the name'
const QUESTION = 'When does the lighthouse open for Ottilie?'
const KNOWLEDGE = 'The lighthouse opens at nine. Ottilie keeps its light.'

/** What no client library would send: a terminal's escape codes in a header. */
async function askWithEscapeCodes(url: string): Promise<void> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.write(
    'POST /api/chat HTTP/1.1\r\nHost: shop.example\r\nUser-Agent: \u001b[31mred\r\nContent-Length: 1\r\nConnection: close\r\n\r\n{',
  )
  await once(socket, 'data')
  socket.destroy()
}

test('the log of everything that goes on holds no key, no cookie, no password and no word of a chat', async () => {
  const model = await startFakeOpenAi()
  const frontdesk = await startFrontdesk({
    OPENAI_API_KEY: 'sk-of-the-log-test',
    OPENAI_BASE_URL: model.baseUrl,
    LOG_LEVEL: 'trace',
    METRICS_TOKEN: 'metrics-token-of-the-log-test',
  })
  const { url } = frontdesk
  try {
    const owner = await setUpAdmin(url, frontdesk.setupUrl)
    const bot = await owner.createBot({ name: 'Keeper' })
    await owner.train(bot.id, { source_type: 'text', source_content: KNOWLEDGE })
    await owner.train(bot.id, {
      source_type: 'url',
      source_content: 'http://127.0.0.1/lighthouse?token=in-the-address',
    })

    const login = (body: object) =>
      fetch(`${url}/api/auth/login`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
    const signedIn = await login(OWNER)
    expect((await login({ username: TYPED_AS_NAME, password: 'a wrong guess' })).status).toBe(401)

    expect((await ask(url, bot, QUESTION)).last).toMatchObject({ type: 'done', answered: true })
    model.script('chat', { raw: `data: {${KNOWLEDGE}\n\n` })
    // A key that is refused is the owner's to mend: it is not asked again.
    model.script('chat', { status: 401, body: `{"error":{"message":"${QUESTION} sk-of-the-log-test"}}` })
    expect((await ask(url, bot, QUESTION)).last).toMatchObject({ code: 'upstream' })
    expect((await ask(url, bot, QUESTION)).last).toMatchObject({ code: 'upstream' })
    await askWithEscapeCodes(url)
    const authorization = { Authorization: 'Bearer metrics-token-of-the-log-test' }
    const metrics = await (await fetch(`${url}/metrics`, { headers: authorization })).text()
    expect(metrics).toContain('frontdesk_messages_total{outcome="upstream"} 2')
    expect(metrics).toContain('frontdesk_trainings_total{status="done"} 1')
    await frontdesk.stop('SIGINT')

    const errors = await readFile(join(frontdesk.folder, 'logs', 'error.log'), 'utf8')
    const log = frontdesk.output() + errors
    for (const line of log.trim().split('\n')) expect(JSON.parse(line)).toMatchObject({ msg: expect.any(String) })
    for (const said of ['Signed in', 'A sign-in was refused', 'The account was created']) {
      expect(log).toContain(said)
    }
    expect(errors.trim().split('\n').length).toBeGreaterThanOrEqual(2)
    const token = signedIn.headers.getSetCookie()[0]?.split(/[=;]/)[1]
    const secrets = [bot.api_key, token, OWNER.password, TYPED_AS_NAME, 'a wrong guess', 'sk-of', 'metrics-token-of']
    for (const secret of [...secrets, 'Ottilie', 'lighthouse', 'in-the-address', '\u001b']) {
      expect(secret, 'a secret to look for').toBeTruthy()
      expect(log).not.toContain(secret)
    }
  } finally {
    await frontdesk.stop('SIGKILL')
    await model.close()
  }
})
