import { createHash, timingSafeEqual } from 'node:crypto'

/** Digests are of one length, so the comparison tells nothing about the secret's. */
export const isSameSecret = (given: string, secret: string): boolean => timingSafeEqual(sha256(given), sha256(secret))

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()
