import type { Refusal } from '#shared/core/refusals.ts'
import { en, enRefusals, type Messages } from './catalogue.ts'
import { pseudo, pseudoCatalogue } from './pseudo.ts'

/** English; a pseudo-language that shows what is hard-coded or cut off; English laid out from right to left. */
const LOCALES = ['en', 'en-XA', 'ar-XB'] as const
type Locale = (typeof LOCALES)[number]

const isLocale = (text: string | null): text is Locale => LOCALES.some((locale) => locale === text)
const asked = new URLSearchParams(location.search).get('locale')
const locale: Locale = isLocale(asked) ? asked : 'en'

document.documentElement.lang = 'en'
document.documentElement.dir = locale === 'ar-XB' ? 'rtl' : 'ltr'

/** The words: `i18n.m.core.close`, `i18n.m.people.total({ n })`. The locale stays while the page is open. */
export const i18n: { readonly m: Messages; readonly locale: Locale; readonly intl: string } = {
  m: locale === 'en-XA' ? pseudoCatalogue(en) : en,
  locale,
  /** The language tag for Intl: the reader's own English where the browser names one. */
  intl: navigator.languages.find((tag) => /^en\b/i.test(tag)) ?? 'en-GB',
}

/** What a refusal says to the person: what happened, what is safe, what to do. */
export function refusalWords(refusal: Refusal): string {
  const entry = enRefusals[refusal.refused] ?? enRefusals['core.bug'] ?? refusal.refused
  const words = typeof entry === 'string' ? entry : entry(refusal.detail ?? {})
  return locale === 'en-XA' ? pseudo(words) : words
}
