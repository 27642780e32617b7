import { z } from 'zod'

const utf8Length = (text: string): number => new TextEncoder().encode(text).length

export const usernameSchema = z
  .string('Username must be text.')
  .trim()
  .min(1, 'Enter a username.')
  .max(64, 'The username is too long. Keep it under 64 characters.')

/** bcrypt reads 72 bytes and ignores the rest, so longer passwords are refused, not cut. */
export const newPasswordSchema = z
  .string('Password must be text.')
  .min(8, 'The password is too short. Use at least 8 characters.')
  .refine((value) => utf8Length(value) <= 72, 'The password is too long. Use at most 72 bytes, about 72 plain letters.')

export const setupSchema = z.strictObject({
  token: z.string('The set-up token is missing.').max(200),
  username: usernameSchema,
  password: newPasswordSchema,
})
export const loginSchema = z.strictObject({
  username: z.string('Username must be text.').max(200),
  password: z.string('Password must be text.').max(1000),
  remember: z.boolean().optional(),
})
export const changePasswordSchema = z.strictObject({
  current_password: z.string().max(1000),
  new_password: newPasswordSchema,
})
