import type { Refusal } from '../refusals.ts'

/** What a feature says for its refusals, by code: a sentence, or one made from the refusal's detail. */
export type RefusalWords = Record<string, string | ((detail: NonNullable<Refusal['detail']>) => string)>
