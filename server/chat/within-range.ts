import { findAskedDays, readDays } from './asked-days.ts'

/** "9 to 14", as ages, sizes and hours are given; no dates, times with minutes or prices with cents. */
const RANGE =
  /(?<![\d.,:])(\d{1,3})(?![\d]|[.,:]\d)\s?(?:-|–|—|to|bis|a|à|al|and|und|et|y|e|tot|do)\s?(\d{1,3})(?!\d|[.,:]\d)/giu
const NUMBER = /^\d{1,3}$/

/** Whether a text holds a number or a day without naming it: 10 in "9 to 14 years", Wednesday in "Tue–Fri: 9 to 5". */
export function createRangeReader(text: string): (term: string) => boolean {
  const ranges = [...text.matchAll(RANGE)].map(([, from, to]) => ({ from: Number(from), to: Number(to) }))
  const days = readDays(text)
  return (term) =>
    NUMBER.test(term)
      ? ranges.some(({ from, to }) => from <= Number(term) && Number(term) <= to)
      : [...findAskedDays(term)].some((day) => days.has(day))
}
