const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const attribute = (value: string): string => `"${value.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '')}"`
const toWidgetUrl = (base: string): string => `${base.replace(/\/+$/, '')}/widget.js`

/** The lines an owner pastes into their site. `base` is where this Frontdesk is reached. */
export function embedSnippet(base: string, botId: string, apiKey: string): string {
  return [
    '<script',
    `  src=${attribute(toWidgetUrl(base))}`,
    `  data-bot-id=${attribute(botId)}`,
    `  data-api-key=${attribute(apiKey)}`,
    '  async',
    '></script>',
  ].join('\n')
}

/** A text in a script in a page: no sign of it may end the script. */
const literal = (value: string): string => JSON.stringify(value).replaceAll('<', '\\u003c')

/** The same for tag managers, which drop a tag's own attributes; in words that their oldest check understands. */
export function tagManagerSnippet(base: string, botId: string, apiKey: string): string {
  return [
    '<script>',
    "  var script = document.createElement('script')",
    `  script.src = ${literal(toWidgetUrl(base))}`,
    `  script.setAttribute('data-bot-id', ${literal(botId)})`,
    `  script.setAttribute('data-api-key', ${literal(apiKey)})`,
    '  script.async = true',
    '  document.body.appendChild(script)',
    '</script>',
  ].join('\n')
}

/** Whether only this computer reaches an address, so that code naming it works nowhere else. */
export const isLocalAddress = (address: string): boolean =>
  /^(localhost|127\.[\d.]+|\[::1\]|0\.0\.0\.0)$/.test(URL.parse(address)?.hostname ?? '')
