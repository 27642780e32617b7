import { fileURLToPath } from 'node:url'
import { minify } from 'terser'
import { defineConfig, type Plugin } from 'vite'
import solid from 'vite-plugin-solid'
import { precompress } from '../precompress.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/**
 * Solid asks at every step whether a transition, a suspense boundary or hydration is under way. The widget has none of
 * them, and where the answers are constants the bundler drops the questions: 1 KB of 12.
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
        ['if (Updates.length > 10e5) {', 'if (false) {'],
        ['unowned = fn.length === 0,', 'unowned = false,'],
        [
          'options = options ? Object.assign({}, signalOptions, options) : signalOptions;',
          'options ||= signalOptions;',
        ],
        ['const error = castError(err);', 'const error = err;'],
        ['context: current ? current.context : null,', ''],
        ['context: Owner ? Owner.context : null,', ''],
        ['if (!recompute && (!obs || !obs.length) && Transition)', 'if (Transition)'],
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

/** Names of properties that no page, no answer and no storage knows. */
const OURS =
  /^(observers|observerSlots|sourceSlots|updatedAt|comparator|cleanups|owned|announcement|announce|draft|isTyping|isLive|controller|question|dispose|shown|shape|isBuilt|isUnread|isQuiet|isFull|refresh|resume|overrides)$/

/** `var(--quiet)` becomes `var(--fdc)`: 50 bytes. The prefix keeps the page's own variables out, which pass into any element. */
function shortenVariables(code: string): string {
  const names = [...new Set(code.match(/(?<=var\()--[\w-]+/g))].toSorted((a, b) => b.length - a.length)
  return names.reduce((short, name, index) => short.replaceAll(name, `--fd${(index + 10).toString(36)}`), code)
}

/** What Vite's own minifier made, once more by another: 270 bytes of 12 KB that neither finds alone. */
const minifyTwice: Plugin = {
  name: 'minify-twice',
  async generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue
      const { code } = await minify(chunk.code, {
        ecma: 2020,
        toplevel: true,
        compress: { passes: 3, pure_getters: true, unsafe_arrows: true, hoist_funs: true },
        mangle: { properties: { regex: OURS } },
      })
      chunk.code = shortenVariables(code ?? chunk.code)
    }
  },
}

export default defineConfig({
  root: here('.'),
  publicDir: false,
  plugins: [
    minifyTwice,
    solidWithoutTransitions,
    solid({ hot: false, solid: { generate: 'universal', moduleName: 'widget-dom' } }),
    precompress,
  ],
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
