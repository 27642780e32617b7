import css from './widget.css?inline'

const HOST_ID = 'chatbot-widget-host'

/** The element in the page and the shadow root in it. Pages that swap their body get it back, until `signal` aborts. */
export function attachHost(signal: AbortSignal): ShadowRoot {
  const host = document.createElement('div')
  host.id = HOST_ID
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  root.adoptedStyleSheets = [sheet]

  const observer = new MutationObserver(() => {
    // After the page has finished its own change, so that two scripts cannot spin on each other.
    if (!host.isConnected) requestAnimationFrame(attach)
  })
  const attach = () => {
    if (signal.aborted) return
    // One without a shadow comes from a saved copy of the page.
    document.getElementById(HOST_ID)?.remove()
    document.body.append(host)
    observer.observe(document.documentElement, { childList: true })
    observer.observe(document.body, { childList: true })
  }
  attach()
  signal.addEventListener('abort', () => {
    observer.disconnect()
    host.remove()
  })
  return root
}
