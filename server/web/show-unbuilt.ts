import type { PageDocument } from './dom.ts'

/** Puts text into its place that the page's scripts would put there. */
export function showUnbuilt(document: PageDocument): void {
  showNoscript(document)
  showStreamed(document)
}

/** Forums carry the whole thread for those who run no scripts. A short note only asks to run them. */
function showNoscript(document: PageDocument): void {
  for (const note of document.querySelectorAll('noscript')) {
    if (note.querySelectorAll('p').length < 3) continue
    const section = document.createElement('section')
    section.append(...note.childNodes)
    note.replaceWith(section)
  }
}

/** React sends late parts hidden at the end of the page, with a script that moves them to where a template marks their place. */
function showStreamed(document: PageDocument): void {
  const places = new Map([...document.querySelectorAll('template[id]')].map((place) => [place.id, place]))
  for (const part of document.querySelectorAll('div[hidden][id^="S:"]')) {
    const place = places.get(`B:${part.id.slice(2)}`) ?? places.get(`P:${part.id.slice(2)}`)
    if (place === undefined) continue
    const shown = document.createElement('div')
    shown.append(...part.childNodes)
    place.replaceWith(shown)
    part.remove()
  }
}
