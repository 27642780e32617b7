import { listDayNames } from './calendar-names.ts'

const ALL = [0, 1, 2, 3, 4, 5, 6]

const LONG_NAMES = new Map(
  listDayNames('long').flatMap(([name, day]) => [[name, day] as const, [`${name}s`, day] as const]),
)
const NAMES = new Map([...listDayNames('short'), ['tues', 1], ['thurs', 3], ...LONG_NAMES] as [string, number][])

const WEEKEND = /(?<!\p{L})(weekends?|week-end|wochenenden?|fin(es)? de semana|fim de semana|fine settimana)(?!\p{L})/iu
const WEEKDAYS = /(?<!\p{L})(weekdays?|werktags?|wochentags?|entre semana|en semaine)(?!\p{L})/iu
const DAILY = /(?<!\p{L})(daily|every day|täglich|todos los días|diario|tous les jours)(?!\p{L})/iu
const WORD = /[\p{L}-]*\p{L}/gu
/** Between two days: from the one to the other. */
const RANGE = /^\.?\s*(-|–|—|to|through|until|till|bis|a|à|au|al|até|t\/m|tot|do)\s*$/iu
/** What stands behind the first day of a row, unlike that of a sentence. */
const IN_ROW =
  /^\.?\**\s*([:|,;/&–—(-]|\d|(to|through|bis|a|à|al|au|ao|and|und|y|e|et|en|i|ve|from|von|ab|closed|geschlossen|cerrado|fermé|chiuso|fechado|gesloten)(?!\p{L}))/iu
/** A time, a closing, or what stands behind "Monday:" or in the next cell. */
const HOURS = /\d|[:|]\s*\S|closed|geschlossen|cerrado|fermé|chiuso|fechado|gesloten|nieczynne|kapalı/iu

const HOURS_ASKED =
  /^\W*hours\W*$|(?<!\p{L})((opening|business|your) (hours|times)|when (are|do) you (open|close)|öffnungszeiten|wann (habt ihr|haben sie|seid ihr|sind sie) (offen|auf|geöffnet)|horarios? de (apertura|atención)|cuándo (abren|abrís|cierran)|(horaires|heures) d['’]ouverture|quand (êtes-vous ouverts|ouvrez-vous)|orari(o)? di apertura|horário de funcionamento|openingstijden|godziny otwarcia)(?!\p{L})/iu

export const asksForHours = (question: string): boolean => HOURS_ASKED.test(question)

/** The days that a question names; none when it asks for the hours in general. */
export function findAskedDays(question: string): Set<number> {
  const days = new Set<number>()
  for (const [word] of question.matchAll(WORD)) {
    const day = LONG_NAMES.get(word.toLowerCase())
    if (day !== undefined) days.add(day)
  }
  if (WEEKEND.test(question)) for (const day of [5, 6]) days.add(day)
  if (WEEKDAYS.test(question)) for (const day of [0, 1, 2, 3, 4]) days.add(day)
  return days
}

/** The days that a row of opening hours is for, "Tue–Fri: 9 to 5" being four; empty when it is no such row. */
export function readDays(row: string): Set<number> {
  const text = row.replace(/^[\s|*\-•_]+/, '')
  if (text.length > 100 || !HOURS.test(text)) return new Set()
  if (DAILY.test(text)) return new Set(ALL)
  const days = new Set<number>()
  let last: { day: number; end: number } | undefined
  for (const match of text.matchAll(WORD)) {
    const day = NAMES.get(match[0].toLowerCase())
    if (day === undefined) {
      if (last === undefined) break
      continue
    }
    if (last === undefined && !IN_ROW.test(text.slice(match.index + match[0].length))) break
    const isRange = last !== undefined && RANGE.test(text.slice(last.end, match.index))
    for (let next = isRange && last ? last.day : day; ; next = (next + 1) % 7) {
      days.add(next)
      if (next === day) break
    }
    last = { day, end: match.index + match[0].length }
  }
  return days
}
