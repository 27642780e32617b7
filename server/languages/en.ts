import { ENGLISH } from '#shared/english.ts'
import type { WidgetStrings } from '#shared/widget-config.ts'

export const en: WidgetStrings = { ...ENGLISH, copy: 'Copy', copied: 'Copied' }
