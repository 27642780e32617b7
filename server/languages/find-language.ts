import type { WidgetConfig, WidgetStrings } from '#shared/widget-config.ts'
import { ar } from './ar.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { he } from './he.ts'
import { it } from './it.ts'
import { ja } from './ja.ts'
import { nl } from './nl.ts'
import { pl } from './pl.ts'
import { pt } from './pt.ts'
import { tr } from './tr.ts'
import { zh } from './zh.ts'

export type Language = Pick<WidgetConfig, 'language' | 'direction' | 'strings'>

const words = { en, de, fr, es, pt, it, nl, pl, tr, ar, he, ja, zh } satisfies Record<string, WidgetStrings>
export type LanguageCode = keyof typeof words
const RIGHT_TO_LEFT: ReadonlySet<string> = new Set<LanguageCode>(['ar', 'he'])

const languages = new Map<string, Language>(
  Object.entries(words).map(([language, strings]) => [
    language,
    { language, direction: RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr', strings },
  ]),
)
/** Those the widget speaks. */
export const LANGUAGE_CODES: readonly string[] = [...languages.keys()]
const english: Language = { language: 'en', direction: 'ltr', strings: en }

// A browser sends a handful of tags; a longer list is someone else's and not worth reading.
const MAX_TAGS = 20
const MAX_CHARS = 500

/** The best of our languages for a BCP 47 tag or an Accept-Language list; English when there is none. */
export function findLanguage(requested: string | undefined): Language {
  for (const tag of listTags(requested ?? '')) {
    const found = languages.get(toLanguageCode(tag))
    if (found) return found
  }
  return english
}

/** Most wanted first; of equal wishes the one named first. */
function listTags(list: string): string[] {
  return list
    .slice(0, MAX_CHARS)
    .split(',', MAX_TAGS)
    .map((entry) => {
      const [tag = '', ...parameters] = entry.split(';').map((part) => part.trim())
      const quality = parameters.find((parameter) => parameter.startsWith('q='))
      return { tag, weight: quality === undefined ? 1 : Number(quality.slice(2)) }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
}

/** `de-CH` and `de_CH` are `de`; the old code `iw` is `he`. Empty when it is no language tag. */
function toLanguageCode(tag: string): string {
  try {
    return new Intl.Locale(tag.replaceAll('_', '-')).language
  } catch {
    return ''
  }
}
