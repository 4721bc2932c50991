import { z } from 'zod'

/** NUL and lone surrogates: jsonb refuses both, and a whole batch with them. */
export function isStorable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed()
}

/** True if every string in a JSON value, keys included, can be stored as jsonb. */
export function isStorableValue(value: unknown): boolean {
  if (typeof value === 'string') return isStorable(value)
  if (Array.isArray(value)) return value.every(isStorableValue)
  if (value && typeof value === 'object')
    return Object.entries(value).every(([key, inner]) => isStorable(key) && isStorableValue(inner))
  return true
}

// Control characters but tab and newline; bidi overrides, embeddings and isolates; invisible joiners that only hide text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu
const PILED_MARKS = /(\p{M}{3})\p{M}+/gu

/**
 * What people type, made safe to show beside other people's words: NFC, no control or bidi characters,
 * at most three combining marks on a letter (zalgo), no outer white space. Line breaks become `\n`.
 */
export function tidy(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(UNSEEN, '').normalize('NFC').replace(PILED_MARKS, '$1').trim()
}

const storable = () => z.string().refine(isStorable, 'contains characters that cannot be stored')

/** One line of people's words, 1 to `max` characters after tidying. */
export const line = (max: number, min = 1) =>
  storable()
    .max(max * 4)
    .transform((text) => tidy(text).replace(/\s+/gu, ' '))
    .pipe(z.string().min(min).max(max))

/** Several lines of people's words, 0 to `max` characters after tidying. */
export const lines = (max: number) =>
  storable()
    .max(max * 4)
    .transform(tidy)
    .pipe(z.string().max(max))

/** Marks a field that holds people's words: it can be scrubbed to null in the log (`forget`). */
export const personal = <T extends z.ZodType>(schema: T) => schema.nullable().meta({ personal: true })

/** A mail address, trimmed and lower-cased. */
export const Mail = z
  .string()
  .max(254)
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.email())
