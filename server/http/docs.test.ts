import { expect, test } from 'vitest'
import { docsRoutes } from './docs.ts'

const get = (path: string) => docsRoutes().request(path)

test('the API page and all it loads come from this server', async () => {
  const page = await get('/api/docs')
  const html = await page.text()
  const policy = page.headers.get('content-security-policy')
  expect(policy).toContain("default-src 'self'; script-src 'self'; style-src 'self'")
  const loaded = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '')
  expect(loaded.filter((path) => !path.startsWith('/'))).toEqual([])
  expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script>/)

  expect((await get('/api/docs/docs.js')).headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect((await get('/api/docs/docs.css')).headers.get('content-type')).toBe('text/css; charset=utf-8')
  expect((await get('/api/docs/docs.html')).status).toBe(404)
})
