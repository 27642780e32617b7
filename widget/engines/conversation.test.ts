import { expect, test, vi } from 'vitest'
import { BOT_ID, done, HOURS, say } from '../testing/fake-server.ts'
import { html, inEachEngine, type Stage } from '../testing/engines/in-each-engine.ts'

inEachEngine((stage: Stage) => {
  const { arrive } = stage
  const asked = (times: number) => vi.waitFor(() => expect(stage.server.chats).toHaveLength(times))

  test('opens by a click with the focus in the field, closes by Escape with the focus on the launcher', async () => {
    const visitor = await arrive()
    await visitor.click('button Open chat')
    await visitor.at('Message')
    await visitor.see('dialog Bakery')
    await visitor.press('Escape')
    await visitor.gone('dialog Bakery')
    await visitor.at('Open chat')
  })

  test('holds a whole conversation by keyboard', async () => {
    stage.server.page = html('<a href="#shop">Shop link</a>{script}')
    const visitor = await arrive()
    await visitor.see('button Open chat')
    expect(await visitor.run(({ focused }) => focused())).toBe('')
    await visitor.run(({ find }) => find('link Shop link')?.focus())
    await visitor.press('Tab')
    await visitor.at('Open chat')
    await visitor.press('Enter')
    await visitor.at('Message')

    await visitor.tab.type('First line')
    await visitor.press('Enter', true)
    await visitor.tab.type('second line')
    const twoLines = await visitor.see('textbox Message')
    await visitor.press('Enter')
    await visitor.reads('You said: First line')
    expect(stage.server.chats[0]?.message).toBe('First line\nsecond line')
    await visitor.at('Message')
    expect((await visitor.see('textbox Message')).height).toBe(twoLines.height - 22)

    await visitor.press('Tab')
    await visitor.at('Send message')
    await visitor.press('Tab')
    await visitor.at('Start over')
    await visitor.press('Tab', true)
    await visitor.press('Tab', true)
    await visitor.press('Tab', true)
    await visitor.at('Conversation')
    await visitor.press('Tab', true)
    await visitor.at('Close chat')
    await visitor.press('Escape')
    await visitor.at('Open chat')
  })

  test('shows dots, then the answer as it comes, with its source', async () => {
    stage.server.reply = () => ['pause', ...say('We open ', 'at **seven'), 'pause', ...say('**.'), done(HOURS)]
    const visitor = await arrive()
    await visitor.open()
    await visitor.ask('When?')
    await visitor.see('img Bakery is typing')
    await visitor.see('button Stop')
    await asked(1)
    stage.server.resume()
    await visitor.reads('We open at seven')
    await visitor.gone('img Bakery is typing')
    expect(await visitor.style('.bubble strong', 'font-weight')).toBe('600')
    stage.server.resume()
    await visitor.reads('We open at seven.')
    await visitor.see('list Sources')
    expect(await visitor.run(({ find }) => find('link Opening hours')?.getAttribute('href'))).toBe(HOURS.url)
    await visitor.see('button Send message')
  })

  test('stops, keeps what arrived, and asks again', async () => {
    stage.server.reply = () => [...say('We open at'), 'hang']
    const visitor = await arrive()
    await visitor.open()
    await visitor.ask('When?')
    await visitor.reads('We open at')
    await visitor.click('button Stop')
    await visitor.reads('Stopped')
    expect(await visitor.log()).toContain('We open at')
    await vi.waitFor(() => expect(stage.server.abandoned).toBe(1))

    stage.server.reply = () => [...say('At seven.'), done()]
    await visitor.click('button Try again')
    await visitor.reads('At seven.')
    expect(await visitor.log()).not.toContain('We open at')
  })

  test.each([
    ['the line broke', true, 'Something went wrong on our side'],
    ['the visitor is offline', false, 'You seem to be offline'],
  ])('says that %s, and asks again', async (_name, isOnLine, words) => {
    stage.server.reply = () => [...say('Well'), 'cut']
    const visitor = await arrive()
    await visitor.run((_page, onLine) => {
      Object.defineProperty(navigator, 'onLine', { get: () => onLine })
    }, isOnLine)
    await visitor.open()
    await visitor.ask('Hello')
    await visitor.reads(words)
    stage.server.reply = () => [...say('Here I am.'), done()]
    await visitor.click('button Try again')
    await visitor.reads('Here I am.')
    expect(await visitor.log()).not.toContain(words)
  })

  test('keeps the conversation across pages until the visitor starts over', async () => {
    const visitor = await arrive()
    await visitor.open()
    await visitor.ask('Hello')
    await visitor.reads('You said: Hello')
    await visitor.tab.goto(`${stage.server.shop}another`)
    await visitor.reads('You said: Hello')
    expect(await visitor.run(({ focused }) => focused())).toBe('')
    await visitor.click('button Start over')
    expect(await visitor.log()).not.toContain('Hello')
    expect(await visitor.run((_page, key) => localStorage.getItem(key), `frontdesk:${BOT_ID}`)).toBeNull()
  })

  test('offers to ask again what was interrupted by going to another page', async () => {
    stage.server.reply = () => ['hang']
    const visitor = await arrive()
    await visitor.open()
    await visitor.ask('When?')
    await asked(1)
    await visitor.tab.goto(`${stage.server.shop}another`)
    await visitor.reads('Stopped')
    stage.server.reply = () => [...say('At seven.'), done()]
    await visitor.click('button Try again')
    await visitor.reads('At seven.')
  })

  test('shows in every tab what was said in one', async () => {
    const first = await arrive()
    await first.open()
    const second = first.inAnotherTab(await first.tab.openAnother())
    await second.tab.goto(stage.server.shop)
    await second.open()
    await first.ask('Hello')
    await first.reads('You said: Hello')
    await second.reads('You said: Hello')
    await second.ask('And again')
    await first.reads('You said: And again')
    expect(stage.server.chats[1]?.session_id).toBe(stage.server.chats[0]?.session_id)
  })

  test('marks an answer that came while it was closed', async () => {
    stage.server.reply = () => ['pause', ...say('At seven.'), done()]
    const visitor = await arrive()
    await visitor.open()
    await visitor.ask('When?')
    await visitor.press('Escape')
    await visitor.at('Open chat')
    await asked(1)
    stage.server.resume()
    await visitor.until(({ find }) => find('button Open chat')?.textContent?.includes('New message'))
    await visitor.until(({ isStill }) => isStill())
    const [dot] = await visitor.run(({ all, rect }) => all('.dot').map(rect))
    expect(dot?.width).toBeGreaterThanOrEqual(14)
    await visitor.click('button Open chat')
    await visitor.reads('At seven.')
    expect(await visitor.run(({ all }) => all('.dot').length)).toBe(0)
  })

  test('follows the end of the answer until the visitor scrolls up', async () => {
    const lines = Array.from({ length: 60 }, (_, index) => `Line ${index}\n\n`)
    stage.server.reply = () => [...say(...lines), 'pause', ...say(...lines), done(HOURS)]
    const visitor = await arrive()
    const atEnd = () =>
      visitor.until(({ all }) => all('.log').every((log) => log.scrollHeight - log.clientHeight - log.scrollTop < 2))
    await visitor.open()
    await visitor.ask('All of it')
    await visitor.reads('Line 59')
    await atEnd()
    await visitor.run(({ all }) => {
      const [log] = all('.log')
      return new Promise((resolve) => {
        log?.addEventListener('scroll', resolve, { once: true })
        log?.scrollTo(0, 100)
      })
    })
    stage.server.resume()
    await visitor.until(({ find }) => find('button Send message'))
    expect(await visitor.run(({ all }) => all('.log').map(({ scrollTop }) => Math.round(scrollTop)))).toEqual([100])
    await visitor.ask('Once more')
    await visitor.until(({ text }) => text().includes('Once more'))
    await atEnd()
  })
})
