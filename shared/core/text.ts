import { z } from 'zod'

/** NUL and lone surrogates: jsonb refuses both, and a whole batch with them. */
export function isStorable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed()
}

/** Nothing that is said has so many parts within parts; much deeper ones end whatever walks through them. */
const MOST_DEPTH = 32

/** True if a JSON value is not too deep, and every string in it, keys included, can be stored as jsonb. */
export function isStorableValue(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return isStorable(value)
  if (!value || typeof value !== 'object') return true
  if (depth === MOST_DEPTH) return false
  return Object.entries(value).every(([key, inner]) => isStorable(key) && isStorableValue(inner, depth + 1))
}

// Control characters but tab and newline; bidi overrides, embeddings and isolates; whatever else is never drawn. What
// joins letters and picks their forms stays.
const UNSEEN =
  /[[\p{Cc}\p{Default_Ignorable_Code_Point}]--[\t\n\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe0f\u{e0020}-\u{e007f}]]/gv
/** The invisible letters of a flag, which spell its region; anywhere else they only hide text. */
const TAGS = /(\u{1f3f4}[\u{e0030}-\u{e007a}]{1,6}\u{e007f})|[\u{e0020}-\u{e007f}]/gu
const JOINERS = /([\u200c\u200d])[\u200c\u200d]+/gu
const PILED_MARKS = /((?:[\u200c\u200d]?\p{M}){3})(?:[\u200c\u200d]?\p{M})+/gu
/** Something one sees: no space, no empty Braille cell, nothing that is only drawn with another. */
const SEEN = /[^\s\u2800\p{Default_Ignorable_Code_Point}]/u

/**
 * What people type, made safe to show beside other people's words: NFC, no control or bidi characters,
 * at most three combining marks on a letter (zalgo), no outer white space. Line breaks become `\n`. Of what shows nothing
 * nothing is left.
 */
export function tidy(text: string): string {
  const seen = text.replaceAll('\r\n', '\n').replace(TAGS, '$1').replace(UNSEEN, '').replace(JOINERS, '$1')
  return SEEN.test(seen) ? seen.normalize('NFC').replace(PILED_MARKS, '$1').trim() : ''
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
