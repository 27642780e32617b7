import type { FactWords } from './fact-labels.ts'

/** A line that is a telephone number and nothing else, of a list or by itself; pages set an icon before it. */
const TELEPHONE = /^([-*] )?((?:\+|0|\()[\d ()./-]{6,22}\d|\d{3}[-. ]\d{3}[-. ]\d{4})$/gm
const MAIL = /^([-*] )?([\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4})$/gm
/** 01.02.2026, 08.00 - 17.00 */
const DATE_OR_HOURS = /^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$|^\d{1,2}\.\d\d ?- ?\d/

/** Says of a bare number or address what it is: who asks for the telephone number shares no word with it. */
export function nameContacts(markdown: string, { label }: Pick<FactWords, 'label'>): string {
  return markdown
    .replace(TELEPHONE, (line, mark: string | undefined, number: string) =>
      DATE_OR_HOURS.test(number) ? line : `${mark ?? ''}${label('telephone')}: ${number}`,
    )
    .replace(MAIL, (_, mark: string | undefined, address: string) => `${mark ?? ''}${label('email')}: ${address}`)
}
