/** How far into a page a browser looks for its charset. */
const PRESCAN_BYTES = 4096

/**
 * A page's bytes as text. A byte order mark wins, then text that is plainly UTF-8, then the header's charset,
 * then the page's own `<meta>`; what names no charset is windows-1252.
 */
export function decodeText(bytes: Uint8Array, contentType: string): string {
  const charset =
    findByteOrderMark(bytes) ??
    // Many pages declare Latin-1 and are UTF-8: other encodings practically never form valid multi-byte UTF-8.
    (isMultiByteUtf8(bytes) ? 'utf-8' : undefined) ??
    toDecodable(/charset\s*=\s*["']?([^\s"';,]+)/i.exec(contentType)?.[1]) ??
    findMetaCharset(bytes) ??
    'windows-1252'
  return new TextDecoder(charset).decode(bytes).replaceAll('\0', '').toWellFormed()
}

function findByteOrderMark(bytes: Uint8Array): string | undefined {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return undefined
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

function findMetaCharset(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, PRESCAN_BYTES)).replace(/<!--[\s\S]*?-->/g, '')
  for (const [tag] of head.matchAll(/<meta\s[^>]*>/gi)) {
    const charset = toDecodable(/charset\s*=\s*["']?\s*([^\s"'/>;]+)/i.exec(tag)?.[1])
    // A page whose <meta> could be read as ASCII cannot be UTF-16.
    if (charset !== undefined) return charset.startsWith('utf-16') ? 'utf-8' : charset
  }
  return undefined
}

function toDecodable(label: string | undefined): string | undefined {
  if (label === undefined) return undefined
  try {
    return new TextDecoder(label).encoding
  } catch {
    return undefined
  }
}
