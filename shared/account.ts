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
  token: z.string('The set-up token is missing.').max(200, 'The set-up token is not valid.'),
  username: usernameSchema,
  password: newPasswordSchema,
})
export const loginSchema = z.strictObject({
  username: z.string('Username must be text.').max(200, 'The username is too long.'),
  password: z.string('Password must be text.').max(1000, 'The password is too long.'),
  remember: z.boolean('Remember must be true or false.').optional(),
})
export const changePasswordSchema = z.strictObject({
  current_password: z.string('Enter your current password.').max(1000, 'The current password is not right.'),
  new_password: newPasswordSchema,
})
