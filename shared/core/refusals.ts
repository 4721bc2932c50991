/** A coded no. `code` is `feature.reason`; `detail` holds plain facts for the words (never a secret, never another's text). */
export interface Refusal {
  refused: string
  detail?: Record<string, string | number | boolean | null>
}

/** One row of a feature's table of refusals: the HTTP status, and in one sentence when it is given. */
export interface RefusalSpec {
  status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 503
  when: string
}

/** Builds a refusal. */
export const refuse = (code: string, detail?: Refusal['detail']): Refusal =>
  detail ? { refused: code, detail } : { refused: code }

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'refused' in value

/** The refusals that any command, route or socket may give. */
export const coreRefusals = {
  'core.invalid': { status: 400, when: 'The message does not have the shape the contract asks for.' },
  'core.tooLarge': { status: 413, when: 'The message is larger than this place takes.' },
  'core.wrongType': { status: 415, when: 'The body is not of the content type this place takes.' },
  'core.tooMany': { status: 429, when: 'More messages in a short time than this place takes; try again in a moment.' },
  'core.signedOut': { status: 401, when: 'The caller is not known here, or no longer.' },
  'core.badOrigin': { status: 403, when: 'The request came from a page of another origin.' },
  'core.forbidden': { status: 403, when: 'The caller is known, but not allowed to do this.' },
  'core.silenced': { status: 403, when: 'The caller is silenced at this event; everything else stays open to them.' },
  'core.notFound': { status: 404, when: 'It is not there, or not for the caller to see (the same answer).' },
  'core.idTaken': { status: 409, when: 'The id of this command was used by someone else.' },
  'core.stale': { status: 409, when: 'The row was changed since it was read; the answer says what changed.' },
  'core.bug': { status: 500, when: 'The server made a mistake; nothing was changed.' },
  'core.unavailable': { status: 503, when: 'The store cannot be reached now; maybe done, ask again with the same id.' },
} as const satisfies Record<string, RefusalSpec>
