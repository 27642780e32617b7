import { expect, test } from 'vitest'
import { parseConfig } from '#server/config.ts'
import { openApiDocument } from '#server/trpc/open-api/document.ts'
import { docsRoutes } from './docs.ts'

const document = openApiDocument({ config: parseConfig({}) })
const app = docsRoutes(async () => document)
const html = await (await app.request('/api/docs')).text()
const text = html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

test('shows every path with its fields and its examples', () => {
  const paths = Object.entries(document.paths ?? {})
  for (const [path, methods] of paths) {
    for (const method of Object.keys(methods))
      expect(text.includes(`${method.toUpperCase()} ${path} `), path).toBe(true)
  }
  expect(html.match(/<details>/g)).toHaveLength(paths.flatMap(([, methods]) => Object.keys(methods)).length)
  for (const words of [
    'name required string 1 to 80 characters',
    'list of AnswerSource',
    'curl -X PUT',
    'X-Api-Key header',
  ]) {
    expect(text.includes(words), words).toBe(true)
  }
  expect(html).not.toMatch(/undefined|\[object/)
})

test('shows as text what is text', async () => {
  const spiked = JSON.parse(JSON.stringify(document).replaceAll('Create a bot', 'Create a <b>bot</b>'))
  const page = await (await docsRoutes(async () => spiked).request('/api/docs')).text()
  expect(page).toContain('Create a &lt;b&gt;bot&lt;/b&gt;')
})

test('every link within it leads somewhere, and no two places have one name', () => {
  const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1])
  expect(new Set(ids).size).toBe(ids.length)
  const wanted = [...html.matchAll(/href="#([^"]+)"/g)].map((match) => match[1])
  expect(wanted.filter((id) => !ids.includes(id))).toEqual([])
})

test('runs no script and loads nothing from another host', async () => {
  const page = await app.request('/api/docs')
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self';/)
  expect(html).not.toMatch(/<script|<style|\sstyle=|\son\w+=/)
  const loaded = [...html.matchAll(/(?:src|href)="([^"#]+)"/g)].map((match) => match[1])
  expect(loaded).toEqual(['/favicon.svg', '/api/docs/docs.css', '/api/openapi.json'])
  expect((await app.request('/api/docs/docs.css')).headers.get('content-type')).toBe('text/css; charset=utf-8')
})

test('is sent compressed to those who take it so', async () => {
  const page = await app.request('/api/docs', { headers: { 'Accept-Encoding': 'gzip' } })
  expect(page.headers.get('content-encoding')).toBe('gzip')
  expect((await page.arrayBuffer()).byteLength).toBeLessThan(30_000)
})
