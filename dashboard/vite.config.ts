import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

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

export default defineConfig({
  root: here('.'),
  plugins: [react(), tailwindcss(), sonnerWithoutStyleElement],
  build: {
    outDir: here('../dist/dashboard'),
    emptyOutDir: true,
    // light-dark() carries the two themes, so nothing older is promised.
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    // Data URLs would need more in the content security policy than 'self'.
    assetsInlineLimit: 0,
    // Every browser named above preloads modules by itself.
    modulePreload: { polyfill: false },
    rolldownOptions: { input: [here('index.html'), here('preview.html')] },
  },
  server: { proxy: { '/api': 'http://localhost:8000', '/widget.js': 'http://localhost:8000' } },
})
