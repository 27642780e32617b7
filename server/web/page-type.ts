import { AppError } from '#server/errors.ts'

export type PageType = 'html' | 'text'

const HTML_TYPES = ['text/html', 'application/xhtml+xml']
const TEXT_TYPES = ['text/plain', 'text/markdown', 'text/x-markdown']
/** Headers that say nothing about the content. */
const UNTOLD_TYPES = ['', 'application/octet-stream', 'binary/octet-stream', 'unknown/unknown']

const SNIFFED_BYTES = 1024
const SIGNATURES: [pattern: RegExp, name: string][] = [
  [/^\s*%PDF-/, 'a PDF file'],
  [/^PK(\x03\x04|\x05\x06)/, 'a ZIP archive or an Office document'],
  [/^(\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|BM....\0\0\0\0|II\*\0|MM\0\*|\0\0\x01\0)/s, 'an image'],
  [/^....ftyp(avif|heic|heix|mif1)/s, 'an image'],
  [/^(....ftyp|OggS|ID3|\xff\xfb|RIFF....(WAVE|AVI )|\x1aE\xdf\xa3|fLaC)/s, 'a sound or video file'],
  [/^(\x1f\x8b|BZh|7z\xbc\xaf|Rar!|\xfd7zXZ|\x28\xb5\x2f\xfd)/, 'a compressed archive'],
  [/^(\x7fELF|MZ.{0,200}\0|\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe)/s, 'a program'],
  [/^(wOFF|wOF2|OTTO|\0\x01\0\0)/, 'a font'],
  [/^\xd0\xcf\x11\xe0/, 'an Office document'],
]

/** What the reader can do with these bytes. The bytes win over the header. Throws `unprocessable` naming what it is instead. */
export function parsePageType(contentType: string, bytes: Uint8Array): PageType {
  const mime = contentType.split(';')[0]?.trim().toLowerCase() ?? ''
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, SNIFFED_BYTES)).toString('latin1')
  const signature = SIGNATURES.find(([pattern]) => pattern.test(head))
  const isUtf16 = /^(\xfe\xff|\xff\xfe)/.test(head) || /charset\s*=\s*["']?utf-16/i.test(contentType)
  if (signature !== undefined && !isUtf16) throw notReadable(signature[1])
  if (head.includes('\0') && !isUtf16) throw notReadable(mime === '' ? 'a binary file' : `of the type "${mime}"`)

  if (HTML_TYPES.includes(mime)) return 'html'
  if (TEXT_TYPES.includes(mime)) return looksLikeHtml(head) && mime === 'text/plain' ? 'html' : 'text'
  if (UNTOLD_TYPES.includes(mime)) return looksLikeHtml(head) ? 'html' : 'text'
  throw notReadable(nameType(mime))
}

const looksLikeHtml = (head: string): boolean => /^\s*(\xef\xbb\xbf)?\s*(<!doctype html|<html|<head|<body)/i.test(head)

function nameType(mime: string): string {
  if (mime === 'application/pdf') return 'a PDF file'
  if (mime === 'application/zip') return 'a ZIP archive or an Office document'
  if (mime.startsWith('image/')) return 'an image'
  if (mime.startsWith('audio/') || mime.startsWith('video/')) return 'a sound or video file'
  // The name comes from a stranger's server; only what looks like a type is repeated.
  return /^[\w.+-]+\/[\w.+-]+$/.test(mime) && mime.length <= 80 ? `of the type "${mime}"` : 'of an unknown type'
}

const notReadable = (what: string): AppError =>
  new AppError('unprocessable', `This address is ${what}, not a web page. Copy its text and paste it instead.`)
