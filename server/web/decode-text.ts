import sniffHtml from 'html-encoding-sniffer'

/** Browsers look at 1,024 bytes first and start again when a `<meta>` comes later; some pages begin with pages of comments. */
const PRESCAN_BYTES = 65_536

/**
 * A page's bytes as text. A byte order mark wins, then text that is plainly UTF-8, then the header's charset,
 * then the page's own `<meta>` as browsers read it; what names no charset is windows-1252.
 */
export function decodeText(bytes: Uint8Array, contentType: string): string {
  const label = /charset\s*=\s*["']?([^\s"';,]+)/i.exec(contentType)?.[1]
  const declared = sniffHtml(bytes, {
    maxPrescanBytes: PRESCAN_BYTES,
    ...(label !== undefined && { transportLayerEncodingLabel: label }),
  })
  // Many pages declare Latin-1 and are UTF-8: other encodings practically never form valid multi-byte UTF-8.
  const encoding = isMultiByteUtf8(bytes) ? 'utf-8' : declared
  // What browsers refuse to read, such as "hz-gb-2312", is mostly ASCII.
  return new TextDecoder(encoding === 'replacement' ? 'windows-1252' : encoding)
    .decode(bytes)
    .replaceAll('\0', '')
    .toWellFormed()
}

/** Holds a character outside ASCII, and all are valid UTF-8. */
function isMultiByteUtf8(bytes: Uint8Array): boolean {
  try {
    // A page that was cut may end inside a character, which streaming allows.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return /[^\x00-\x7f]/.test(text)
  } catch {
    return false
  }
}
