import { type Instant, instantOf, wallOf } from '#shared/programme/times.ts'
import { i18n } from '../../core/i18n.svelte.ts'

/** Makes `Temporal` there; browsers that lack it fetch it once. Call before any form with times is shown. */
export async function readyTimes(): Promise<void> {
  if (!('Temporal' in globalThis)) await import('temporal-polyfill/global')
}

export { instantOf, wallOf }

/** Why this time cannot be, in words, or null. */
export function timeProblem(instant: Instant): string | null {
  if (!('refused' in instant)) return null
  return instant.refused === 'skipped' ? i18n.m.programme.form.skipped : i18n.m.programme.form.unreadable
}

/** What to know about a time that is fine otherwise. */
export const timeNote = (instant: Instant): string | undefined =>
  'at' in instant && instant.isTwice ? i18n.m.programme.form.twice : undefined

/** All zones this browser knows, with one that it may not list. */
export function zones(also: string): string[] {
  const known = Intl.supportedValuesOf('timeZone')
  return known.includes(also) ? known : [also, ...known]
}
