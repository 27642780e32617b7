import { expect, test } from 'vitest'
import type { BotDraft } from './bot-form.ts'
import { edit, findClashes, keepMine, NO_EDITS, settle, takeTheirs } from './edits.ts'

const saved: BotDraft = {
  name: 'Bakery',
  welcome_message: 'Hello',
  fallback_message: 'Please call us.',
  accent_color: '#0B6E4F',
  position: 'bottom-right',
  show_button_text: false,
  button_text: 'Chat',
  relevance_cut: 0.7,
  message_limit: '1000',
  allowed_origins: '',
  budget_micro_usd: '',
}
const renamed = edit(NO_EDITS, saved, { name: 'Mill' })

test('an edit remembers what was saved when it began, and one taken back is none', () => {
  expect(edit(renamed, { ...saved, name: 'Shop' }, { name: 'Mill Bakery' })).toEqual({
    typed: { name: 'Mill Bakery' },
    seen: { name: 'Bakery' },
  })
  expect(edit(renamed, saved, { name: 'Bakery' })).toEqual(NO_EDITS)
})

test.each([
  ['nothing changed elsewhere', saved, []],
  ['another field was changed elsewhere', { ...saved, welcome_message: 'Hi' }, []],
  ['both changed to the same', { ...saved, name: 'Mill' }, []],
  ['both changed it', { ...saved, name: 'Shop' }, [{ field: 'name', theirs: 'Shop' }]],
])('%s', (_when, now, clashes) => {
  expect(findClashes(renamed, now)).toEqual(clashes)
})

test('a clash ends with either version', () => {
  const now = { ...saved, name: 'Shop' }
  expect(keepMine(renamed, now, 'name')).toEqual({ typed: { name: 'Mill' }, seen: { name: 'Shop' } })
  expect(takeTheirs(renamed, 'name')).toEqual(NO_EDITS)
})

test('what was typed while a save was on its way stands over what was saved', () => {
  const later = edit(edit(renamed, saved, { name: 'Mill Bakery' }), saved, { button_text: 'Ask us' })
  expect(settle(later, { name: 'Mill', button_text: 'Ask us' })).toEqual({
    typed: { name: 'Mill Bakery' },
    seen: { name: 'Mill' },
  })
})
