import { afterAll, beforeAll, expect, test } from 'vitest'
import { converse, openStage, openVisit, readRuns, type Stage, toPieces } from './answer-visit.ts'
import { findMissing } from './markup.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const ELSEWHERE = 'https://evil.example/'

test.each([
  ['a picture that fails', '<img src="x" onerror="attack()">', ['script: attack()', 'element: IMG src onerror']],
  ['a picture from elsewhere', `<img src="${ELSEWHERE}">`, [`request: ${ELSEWHERE}`, 'connection']],
  ['a frame', `<iframe src="${ELSEWHERE}"></iframe>`, ['frame', `request: ${ELSEWHERE}`, 'element: IFRAME src']],
  ['what a pointer sets off', '<b onmouseover="attack()">x</b>', ['script: attack()', 'element: B onmouseover']],
  ['what a focus sets off', '<p tabindex="0" onfocus="window.pwned = 1">x</p>', ['global: pwned']],
  ['an error of its script', '<p onclick="nothing()">x</p>', ['error: nothing is not defined']],
  ['a page in a frame', '<iframe srcdoc="<script>alert(1)</script>"></iframe>', ['frame', 'element: IFRAME srcdoc']],
  ['an address that is a script', '<a href="javascript:attack()">x</a>', ['address: javascript:attack()']],
  ['an address with a name', '<a href="https://shop.example@evil.example/">x</a>', ['address: https://shop']],
  ['a link with an opener', '<a href="https://shop.example/">x</a>', ['opener: https://shop.example/']],
  ['a style', `<p style="background: url(${ELSEWHERE})">x</p>`, ['style: background', `request: ${ELSEWHERE}`]],
  ['an element that goes at once', '<form><script>parentNode.remove()</script></form>', ['element: FORM']],
  ['a form', `<form action="${ELSEWHERE}"><input name="x"></form>`, ['element: FORM action', 'element: INPUT name']],
])('notices %s', async (_name, html, harms) => {
  const { page, look, close } = await openVisit(stage)
  await page.route(stage.server.shop, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }))
  await page.goto(stage.server.shop)
  await page.evaluate(`{
    const host = document.createElement('div')
    host.id = 'chatbot-widget-host'
    document.body.append(host)
    host.attachShadow({ mode: 'open' }).append(document.createElement('div'))
    host.shadowRoot.firstChild.className = 'bubble'
    host.shadowRoot.firstChild.innerHTML = ${JSON.stringify(html)}
  }`)
  const seen = await look()
  for (const harm of harms) expect(seen.harms).toContainEqual(expect.stringContaining(harm))
  await close()
})

test('notices nothing in answers that do no harm', async () => {
  const texts = [
    'Open **now**, see [our page](https://shop.example/).',
    '| a | b |\n|---|--:|\n| 1 | `2` |',
    '- x\n  1. y',
  ]
  const { streamed, restored } = await converse(
    stage,
    texts.map((text) => toPieces(text, 2)),
  )
  expect(streamed.harms).toEqual([])
  expect(restored).toEqual(streamed)
  expect(streamed.answers.map(({ text }) => text.replace(/\n+/g, '\n'))).toEqual([
    'Open now, see our page.',
    'a\tb\n1\t2',
    'x\n1.\ny',
  ])
})

test('reads the words of a page, and those of its pictures, as they stand in its elements', async () => {
  const html = '<p>Caf&eacute; at <b>No</b>5</p><img src="x" alt="the door"><ul><li>10&nbsp;km</li></ul>'
  expect(await readRuns(stage, [html])).toEqual([['Café', 'at', 'No', '5', 'the', 'door', '10', 'km']])
})

test.each([
  ['all of it in order', 'Two eggs, 3 pans', ['Two', '3'], undefined],
  ['a word that is gone', 'Two pans', ['Two', 'eggs'], 'eggs'],
  ['words in another order', 'pans, eggs', ['eggs', 'pans'], 'pans'],
  ['one word where there were two', 'eggs', ['eggs', 'eggs'], 'eggs'],
])('finds %s', (_name, text, runs, missing) => {
  expect(findMissing(text, runs)).toBe(missing)
})
