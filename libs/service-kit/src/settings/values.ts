import { z } from 'zod'

/** A TCP port as text, decimal digits only; 0 lets the system choose a free one. Gives a number. */
export const port = z
  .string()
  .regex(/^\d{1,5}$/, 'wanted a port from 0 to 65535')
  .transform(Number)
  .refine((number) => number <= 65_535, 'wanted a port from 0 to 65535')

/**
 * An absolute `http:` or `https:` URL without a user name or password, which would end up in logs and which `fetch`
 * refuses. Gives the text as it stands.
 */
export const httpUrl = z
  .url({ protocol: /^https?$/, error: 'wanted an http or https URL', abort: true })
  .refine(
    (url) => new URL(url).username === '' && new URL(url).password === '',
    'wanted a URL without a password',
  )

/** A whole number within these bounds as text, decimal digits only. Gives a number. */
export function wholeNumber(least: number, most: number) {
  const message = `wanted a whole number from ${least} to ${most}`
  return z
    .string()
    .regex(/^\d{1,15}$/, message)
    .transform(Number)
    .refine((number) => number >= least && number <= most, { message, abort: true })
}
