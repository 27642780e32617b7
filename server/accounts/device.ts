import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { AccountRecord } from '../store/account-store.ts'
import { buildCookie, parseCookie } from './cookie.ts'

const NAME = 'device_token'
const FORM = /^[\w-]{22}\.[\w-]{43}$/
const ONE_YEAR_SECONDS = 365 * 24 * 60 * 60

/**
 * What a browser keeps once it has signed in, so that guesses from elsewhere do not count against it. It opens nothing. Signed
 * with the password's hash, it is void with the next password; who has stolen that hash guesses at home and needs no cookie.
 */
export function buildDeviceCookie(account: AccountRecord, overHttps: boolean): string {
  const id = randomBytes(16).toString('base64url')
  const value = `${id}.${sign(account, id)}`
  return buildCookie({ name: NAME, value, maxAgeSeconds: ONE_YEAR_SECONDS }, overHttps)
}

/** The id of the browser that this Cookie header proves to have signed in with the present password. */
export function findDevice(account: AccountRecord, cookieHeader: string | null): string | undefined {
  for (const token of parseCookie(cookieHeader, NAME, FORM)) {
    const [id = '', signature = ''] = token.split('.')
    if (timingSafeEqual(Buffer.from(signature), Buffer.from(sign(account, id)))) return id
  }
  return undefined
}

const sign = ({ username, password_hash }: AccountRecord, id: string): string =>
  createHmac('sha256', password_hash).update(`device ${id} ${username}`).digest('base64url')
