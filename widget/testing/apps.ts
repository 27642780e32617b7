import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { FakeServer } from './fake-server.ts'
import { toPage } from './host-pages.ts'

// Shops that show several pages in one document, by the real Turbo and the real React.

/** Turbo fetches the next page, puts its body in the place of the last and keeps a copy of that to go back to. */
export function serveTurboApp(server: FakeServer, tagIsIn: 'each body' | 'the head'): void {
  const toTurboPage = (name: string) => {
    const links = ['Home', 'About', 'Contact'].map((to) => `<a href="/${to}">${to}</a>`).join(' ')
    const [head, body] = tagIsIn === 'the head' ? [server.tag(), ''] : ['', server.tag()]
    return toPage(`<h1>${name}</h1>${links}${body}`, `<script src="/turbo.js" defer></script>${head}`)
  }
  const turbo = fileURLToPath(import.meta.resolve('@hotwired/turbo/dist/turbo.es2017-umd.js'))
  server.page = toTurboPage('Home')
  server.files = {
    '/turbo.js': readFileSync(turbo, 'utf8'),
    '/About': toTurboPage('About'),
    '/Contact': toTurboPage('Contact'),
  }
}

/** React gets the page as a server rendered it, and starts when the test says `reactApp.start`. */
export async function serveReactApp(server: FakeServer): Promise<void> {
  server.page =
    '<!DOCTYPE html><html lang="en"><head><title>Shop</title>{script}<script src="/react.js"></script></head>' +
    '<body><h1>Home</h1><button>Home</button><button>About</button><button>Contact</button></body></html>'
  server.files = { '/react.js': await (bundle ??= bundleReact()) }
}

let bundle: Promise<string> | undefined
/** In React's development build, which complains of what it did not expect. */
async function bundleReact(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"development"' },
    build: {
      write: false,
      minify: false,
      lib: { entry: fileURLToPath(new URL('./react-app.ts', import.meta.url)), formats: ['iife'], name: 'reactApp' },
    },
  })
  const [output] = Array.isArray(result) ? result : []
  const [chunk] = output?.output ?? []
  if (!chunk) throw new Error('React was not bundled.')
  return chunk.code
}
