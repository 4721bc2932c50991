import { z } from 'zod'
import type { RefusalSpec } from '../core/refusals.ts'
import { line } from '../core/text.ts'

/** Who is let in: everyone with the link, everyone with the join code, or the people on the list. */
export const Admission = z.enum(['open', 'code', 'list'])
export type Admission = z.infer<typeof Admission>

/** The name others see, under both privacies. */
export const ShownName = line(60)

/** Six characters without look-alikes (no 0 O 1 I L), shown as `K7X 2MQ`, typed in any case with or without gaps. */
export const JOIN_ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
export const JoinCode = z
  .string()
  .max(20)
  .transform((text) => text.toUpperCase().replace(/[\s-]/gu, ''))
  .pipe(z.string().regex(new RegExp(`^[${JOIN_ALPHABET}]{6}$`)))

/** A secret out of a link: what follows the `#`. */
export const LinkToken = z.string().regex(/^[A-Za-z0-9_-]{20,60}$/)

/** A link in a mail is good this long. ms */
export const SIGN_IN_MS = 15 * 60_000
/** So often may the 6-digit code be typed wrong. */
export const CODE_TRIES = 5
/** A tab's token for the live line. ms */
export const CAPABILITY_MS = 60 * 60_000
/** A signed-in browser that is not seen for this long is signed out. ms */
export const DEVICE_MS = 60 * 24 * 60 * 60_000
/** A guest's browser; the event's closing ends it sooner. ms */
export const GUEST_MS = 7 * 24 * 60 * 60_000
/** So long after its last airing an event closes. ms */
export const CLOSES_AFTER_MS = 12 * 60 * 60_000

export const access = {
  name: 'access',
  refusals: {
    'access.mailOff': { status: 503, when: 'This server cannot send mail, so nobody can sign in by mail here.' },
    'access.linkOver': { status: 410, when: 'The sign-in link was used, is older than 15 minutes, or was never ours.' },
    'access.codeWrong': { status: 422, when: 'The six digits do not match; the answer says how many tries are left.' },
    'access.codeOver': {
      status: 410,
      when: 'The code was used up, is older than 15 minutes, or this is not the browser where sign-in began.',
    },
    'access.joinCodeUnknown': { status: 404, when: 'No event has this join code (now).' },
    'access.joinCodeNeeded': { status: 403, when: 'This event lets people in by its join code, and it was not given.' },
    'access.conductFirst': { status: 403, when: 'The caller has not accepted the code of conduct as it stands now.' },
    'access.removed': { status: 403, when: 'The organizer removed the caller from this event.' },
    'access.closed': { status: 410, when: 'The event has closed: nobody enters any more.' },
    'access.invitationOver': {
      status: 410,
      when: 'The invitation was used up, revoked, has expired, or was never ours.',
    },
  },
} as const satisfies { name: string; refusals: Record<string, RefusalSpec> }
