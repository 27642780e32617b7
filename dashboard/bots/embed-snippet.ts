const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const attribute = (value: string): string => `"${value.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '')}"`

/** The lines an owner pastes into their site. `base` is where this Frontdesk is reached. */
export function embedSnippet(base: string, botId: string, apiKey: string): string {
  return [
    '<script',
    `  src=${attribute(`${base.replace(/\/+$/, '')}/widget.js`)}`,
    `  data-bot-id=${attribute(botId)}`,
    `  data-api-key=${attribute(apiKey)}`,
    '  async',
    '></script>',
  ].join('\n')
}
