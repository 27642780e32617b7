import { expect, test } from 'vitest'
import { docsRoutes } from './docs.ts'

const app = docsRoutes({
  openapi: '3.1.0',
  info: { title: 'Frontdesk', description: 'Sign in first.' },
  paths: {
    '/api/admin/bots/{id}': {
      put: {
        summary: 'Change a <b>bot</b>',
        tags: ['bots'],
        parameters: [{ name: 'id', in: 'path', schema: { type: 'string' } }],
        requestBody: { content: { 'application/json': { schema: { properties: { name: { type: 'string' } } } } } },
        responses: { '200': { description: 'The bot' }, default: { description: 'What went wrong' } },
      },
    },
  },
})

test('shows every path with what it takes, and nothing as markup that is text', async () => {
  const html = await (await app.request('/api/docs')).text()
  for (const text of ['PUT', '/api/admin/bots/{id}', 'id (path): string', 'name?: string', '200: The bot']) {
    expect(html).toContain(text)
  }
  expect(html).toContain('Change a &lt;b&gt;bot&lt;/b&gt;')
  expect(html).not.toMatch(/undefined|false|\[object/)
})

test('runs no script and loads nothing from another host', async () => {
  const page = await app.request('/api/docs')
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self';/)
  const html = await page.text()
  expect(html).not.toMatch(/<script|<style|\sstyle=|\son\w+=/)
  const loaded = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1])
  expect(loaded).toEqual(['/favicon.svg', '/api/docs/docs.css', '/api/openapi.json'])
  expect((await app.request('/api/docs/docs.css')).headers.get('content-type')).toBe('text/css; charset=utf-8')
})
