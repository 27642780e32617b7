import { createElement as h, useState } from 'react'
import { createRoot, hydrateRoot } from 'react-dom/client'

// A shop that React draws, for a page that came with what `App` draws first.

const PAGES = ['Home', 'About', 'Contact']

function App() {
  const [page, show] = useState('Home')
  return [
    h('h1', { key: 'heading' }, page),
    ...PAGES.map((name) => h('button', { key: name, onClick: () => show(name) }, name)),
  ]
}
const Page = () => h('html', { lang: 'en' }, h('head', null, h('title', null, 'Shop')), h('body', null, h(App)))

/** The ways React takes over a page. */
export const start: Record<string, () => unknown> = {
  'renders into the body': () => createRoot(document.body).render(h(App)),
  'renders the whole document': () => createRoot(document).render(h(Page)),
  'hydrates the document': () => hydrateRoot(document, h(Page)),
}

declare global {
  interface Window {
    reactApp: { start: typeof start }
  }
}
