import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { compile } from 'tailwindcss'

const read = (address: string) => readFileSync(fileURLToPath(address), 'utf8')

export const BOOTSTRAP_SHOP = `
  <nav class="navbar bg-primary"><a class="navbar-brand" href="#">Shop</a><button class="btn btn-outline-light">Menu</button></nav>
  <main class="container"><div class="row"><div class="col-8"><div class="card"><div class="card-body"><h1 class="card-title">Bread</h1>
    <p class="lead">Sourdough, rye, spelt.</p><table class="table table-striped"><tr><th>Loaf</th><td>5</td></tr></table></div></div></div>
    <form class="col-4"><label class="form-label">Name<input class="form-control"></label><textarea class="form-control"></textarea></form></div></main>`
export const readBootstrap = (): string => read(import.meta.resolve('bootstrap/dist/css/bootstrap.min.css'))

export const TAILWIND_SHOP = `
  <header class="flex justify-between bg-teal-700 p-4 text-white"><a href="#">Shop</a><button class="rounded-lg border px-3">Menu</button></header>
  <main class="mx-auto grid max-w-3xl grid-cols-2 gap-4"><h1 class="text-3xl font-bold">Bread</h1><p class="text-sm leading-6">Sourdough, rye, spelt.</p>
    <table class="w-full border-collapse"><tr><th class="p-2">Loaf</th><td>5</td></tr></table><form class="space-y-2"><input class="border"><textarea></textarea></form></main>`
/** Tailwind's own reset, and the utilities that its shop asks for. */
export async function buildTailwind(): Promise<string> {
  const { build } = await compile("@import 'tailwindcss';", {
    loadStylesheet: (id, base) =>
      Promise.resolve({ path: id, base, content: read(import.meta.resolve(`${id}/index.css`)) }),
  })
  return build(TAILWIND_SHOP.match(/[\w.-]+/g) ?? [])
}

/** Each element with its box and all its computed styles, but for variables, which nothing shows. */
export const describeLooks = (page: Page, whose: 'page' | 'widget'): Promise<string[]> =>
  page.evaluate(async (whose) => {
    // The list of messages finds its end in the next frame.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    const host = document.getElementById('chatbot-widget-host')
    const elements = [...((whose === 'page' ? document : host?.shadowRoot)?.querySelectorAll('*') ?? [])]
    return elements
      .filter((element) => element !== host)
      .map((element) => {
        const style = getComputedStyle(element)
        const { x, y, width, height } = element.getBoundingClientRect()
        const styles = Array.from(style, (name) => `${name}: ${style.getPropertyValue(name)}`)
        return [
          element.tagName,
          element.className,
          x,
          y,
          width,
          height,
          ...styles.filter((line) => !line.startsWith('--')),
        ].join('\n')
      })
  }, whose)
