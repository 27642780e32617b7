import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'
import { precompress } from '../precompress.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** sonner adds a <style> element on import, which `style-src 'self'` refuses: its stylesheet is imported by ui/Toaster.tsx instead. */
const sonnerWithoutStyleElement: Plugin = {
  name: 'sonner-without-style-element',
  apply: 'build',
  transform: {
    filter: { id: /sonner\/dist\/index\.mjs$/ },
    handler(code) {
      const stripped = code.replace(/^__insertCSS\(".*"\);$/m, '')
      if (stripped === code)
        this.error('sonner no longer calls __insertCSS on a line of its own. Look how it adds its styles now.')
      return { code: stripped, map: null }
    },
  },
}

/** tRPC's WebSocket client, which nobody calls, stays in the page for the one statement beside its class: 0.75 KB. */
const trpcWithoutWebSockets: Plugin = {
  name: 'trpc-without-web-sockets',
  apply: 'build',
  transform: {
    filter: { id: /@trpc\/client\/dist\/wsLink-/ },
    handler(code) {
      const stripped = code.replace('_defineProperty(WsConnection, "connectCount", 0);', '')
      if (stripped === code) this.error('tRPC no longer counts connections beside its class. This plugin can go.')
      return { code: stripped, map: null }
    },
  },
}

export default defineConfig({
  root: here('.'),
  plugins: [react(), tailwindcss(), sonnerWithoutStyleElement, trpcWithoutWebSockets, precompress],
  build: {
    outDir: here('../dist/dashboard'),
    emptyOutDir: true,
    // light-dark() carries the two themes, so nothing older is promised.
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    // Data URLs would need more in the content security policy than 'self'.
    assetsInlineLimit: 0,
    // Every browser named above preloads modules by itself.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: [here('index.html'), here('preview.html')],
      output: {
        // One file for all that every page runs on packs 3 KB better than the six it would be split into.
        codeSplitting: { groups: [{ name: 'base', tags: ['$initial'], test: /^(?!.*dashboard\/preview)/ }] },
      },
    },
  },
  server: { proxy: { '/api': 'http://localhost:8000', '/widget.js': 'http://localhost:8000' } },
})
