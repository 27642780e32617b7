import type { FactWords } from './fact-labels.ts'

/** A line that is a telephone number and nothing else, of a list or by itself; pages set an icon before it. */
const TELEPHONE = /^([-*] )?((?:\+|0|\()[\d ()./-]{6,22}\d|\d{3}[-. ]\d{3}[-. ]\d{4})$/
const MAIL = /^([-*] )?([\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4})$/
/** 01.02.2026, 08.00 - 17.00, (2019-2020) 123, 0123456789 */
const OTHER = /^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?!\d)|^\d{1,2}\.\d\d ?- ?\d|^\(\d{4}-|^\d+$|^(\d ){3}/
const FENCE = /^ *(```|~~~)/

/** Says of a bare number or address what it is: who asks for the telephone number shares no word with it. */
export function nameContacts(markdown: string, { label }: Pick<FactWords, 'label'>): string {
  let isCode = false
  return markdown
    .split('\n')
    .map((line) => {
      if (FENCE.test(line)) isCode = !isCode
      const [, mark = '', number] = TELEPHONE.exec(line) ?? []
      const [, bullet = '', address] = MAIL.exec(line) ?? []
      if (isCode) return line
      if (number !== undefined && !OTHER.test(number)) return `${mark}${label('telephone')}: ${number}`
      return address === undefined ? line : `${bullet}${label('email')}: ${address}`
    })
    .join('\n')
}
