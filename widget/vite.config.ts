import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'
import solid from 'vite-plugin-solid'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/**
 * Solid asks at every step whether a transition, a suspense boundary or hydration is under way. The widget has none of
 * them, and where the answers are constants the bundler drops the questions: 0.95 KB of 12.
 */
const solidWithoutTransitions: Plugin = {
  name: 'solid-without-transitions',
  enforce: 'pre',
  transform: {
    filter: { id: /solid-js\/dist\/solid\.js$/ },
    handler(code) {
      const constants: [string, string][] = [
        ['let Transition = null;', 'const Transition = null;'],
        ['(Transition = {', '(void {'],
        ['      Transition = null;\n', ''],
        ['let Scheduler = null;', 'const Scheduler = null;'],
        ['  Scheduler = scheduler;\n', ''],
        ['s = SuspenseContext && useContext(SuspenseContext);', 's = null;'],
        ['node.suspense && ', 'false && '],
        ['let ERROR = null;', 'const ERROR = null;'],
        ['ERROR || (ERROR = Symbol("error"));', ''],
        ['if (sharedConfig.context) {', 'if (false) {'],
        ['if (sharedConfig.effects && ', 'if (false && '],
        ['if (node.tOwned) {', 'if (false) {'],
        ['let hydrationEnabled = false;', 'const hydrationEnabled = false;'],
        ['  hydrationEnabled = true;\n', ''],
      ]
      for (const [from, to] of constants) {
        if (!code.includes(from)) this.error(`Solid no longer holds "${from}". Look how it asks for transitions now.`)
        code = code.replaceAll(from, to)
      }
      return { code, map: null }
    },
  },
}

export default defineConfig({
  root: here('.'),
  publicDir: false,
  plugins: [solidWithoutTransitions, solid({ hot: false, solid: { generate: 'universal', moduleName: 'widget-dom' } })],
  resolve: { alias: { 'widget-dom': here('dom.ts') } },
  // Library mode leaves it in, and a page has no `process`.
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: here('../dist/widget'),
    emptyOutDir: true,
    target: 'es2022',
    // So that no prefix is written for browsers that lack what the code needs anyway.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    lib: { entry: here('embed.ts'), formats: ['iife'], name: 'FrontdeskWidget', fileName: () => 'widget.js' },
  },
})
