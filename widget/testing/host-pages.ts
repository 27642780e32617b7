import type { Page } from 'playwright-core'
import type { FakeServer } from './fake-server.ts'

// Pages that hold the widget.

export const toPage = (body: string, head = ''): string =>
  `<!doctype html><html lang="en"><head><title>Shop</title>${head}</head><body>${body}</body></html>`

export const countHosts = (page: Page): Promise<number> => page.locator('#chatbot-widget-host').count()

/** A script that makes the tag in code, as tag managers do, and puts it into the head. */
const inject = ({ src }: FakeServer, type = 'text/javascript') =>
  `<script>
    const tag = document.createElement('script')
    tag.type = '${type}'
    tag.setAttribute('data-bot-id', 'bot-1')
    tag.setAttribute('data-api-key', 'key-1')
    tag.src = '${src}'
    document.head.append(tag)
  </script>`
const asLiteral = (html: string) => JSON.stringify(html).replaceAll('</', '<\\/')

/** Every way a tag gets into a page, and the page. */
export const WAYS: Record<string, (server: FakeServer) => string> = {
  'in the head': (server) => toPage('<main></main>', server.tag()),
  'in the head, async': (server) => toPage('<main></main>', server.tag('async')),
  'in the head, deferred': (server) => toPage('<main></main>', server.tag('defer')),
  'at the end of the body': (server) => toPage(`<main></main>${server.tag()}`),
  'a module': (server) => toPage('<main></main>', server.tag('type="module"')),
  'written by document.write': (server) => toPage(`<script>document.write(${asLiteral(server.tag('async'))})</script>`),
  'made by a tag manager': (server) => toPage('<main></main>', inject(server)),
  'made by a tag manager, as a module': (server) => toPage('<main></main>', inject(server, 'module')),
  'waiting for import()': (server) =>
    toPage(`${server.tag('type="text/plain"')}<script type="module">await import('${server.src}')</script>`),
  'waiting for code that runs it later': (server) =>
    toPage(`${server.tag('type="text/plain"')}<script>
      fetch('${server.src}').then((response) => response.text()).then((code) => setTimeout(() => (0, eval)(code)))
    </script>`),
  'waiting for code that writes it into a script of its own': (server) =>
    toPage(`${server.tag('type="text/plain"')}<script>
      fetch('${server.src}').then((response) => response.text()).then((code) => {
        document.head.appendChild(document.createElement('script')).textContent = code
      })
    </script>`),
}

const SYLLABLES = ['ba', 'ker', 'lo', 'mi', 'rye', 'sto', 'ne', 'va', 'ti', 'grain', 'o', 'len']
/** 5,000 words in 100 paragraphs, the same each time. */
export const ARTICLE = Array.from({ length: 100 }, (_paragraph, paragraph) => {
  const words = Array.from({ length: 50 }, (_word, word) => {
    const seed = (paragraph * 50 + word) * 7919
    return [seed, seed / 12, seed / 144].map((part) => SYLLABLES[Math.floor(part) % SYLLABLES.length]).join('')
  })
  return `<p>${words.join(' ')}.</p>`
}).join('')
