import type { WidgetConfig } from '#shared/widget-config.ts'

/** What the script tag says. */
export type EmbedOptions = {
  /** Origin of the script, where the API answers. */
  base: string
  botId: string
  apiKey: string
  lang: string
  theme: string | undefined
  isOpen: boolean
  offsetX: number
  offsetY: number
  zIndex: string | undefined
  /** JSON: the page's own wishes, laid over the fetched config. */
  overrides: string
}

const OFFSET_PX = 20

/** Undefined when the tag is not found or names no bot. */
export function findEmbedOptions(): EmbedOptions | undefined {
  const { currentScript } = document
  // A module has no current script, and in a bundle it is the bundle's.
  const tags = document.querySelectorAll<HTMLScriptElement>('script[data-bot-id][src*="widget.js"]')
  const script = currentScript?.dataset['botId'] ? currentScript : [...tags].at(-1)
  if (!(script instanceof HTMLScriptElement)) return undefined
  const { botId, apiKey, lang, theme, open, offsetX, offsetY, zIndex, config } = script.dataset
  if (!botId || !apiKey) return undefined
  return {
    base: new URL(script.src).origin,
    botId,
    apiKey,
    lang: lang ?? navigator.language,
    theme,
    isOpen: open !== undefined && open !== 'false',
    offsetX: toOffset(offsetX),
    offsetY: toOffset(offsetY),
    zIndex,
    overrides: config || '{}',
  }
}

/** Pixels; "30px" are 30 too. */
const toOffset = (text: string | undefined) => {
  const number = Number.parseInt(text ?? '', 10)
  return Number.isNaN(number) ? OFFSET_PX : number
}

const parse: (text: string, revive: (key: string, value: unknown) => unknown) => Partial<WidgetConfig> | undefined =
  JSON.parse

/** The config the server answered under the page's own wishes, of which a null is none. */
export function mergeConfig(fetched: WidgetConfig, overrides: string): WidgetConfig {
  const wishes = parse(overrides, (_key, value) => value ?? undefined)
  return { ...fetched, ...wishes, strings: { ...fetched.strings, ...wishes?.strings } }
}
