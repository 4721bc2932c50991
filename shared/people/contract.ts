import { z } from 'zod'
import { Attendance, Privacy, Role } from '../core/people.ts'
import type { RefusalSpec } from '../core/refusals.ts'
import { line } from '../core/text.ts'

/** A word an organizer marks people with: `speaker`, `vip`. */
export const Tag = line(30)
export const Tags = z.array(Tag).max(20)
/** The roles of one person, at least one; order and repeats mean nothing. */
export const RoleSet = z
  .array(Role)
  .min(1)
  .max(6)
  .transform((roles) => [...new Set(roles)])

/** A list may be this large. Bytes of text. */
export const CSV_BYTES = 1_000_000
/** And hold this many people. */
export const CSV_ROWS = 5000

/**
 * One line of an event's people: someone on the list, someone who came, or both. `id` is the registration's, or the
 * participant's of a guest without an account.
 */
export const Person = z.object({
  id: z.string(),
  /** Null for a guest. */
  mail: z.string().nullable(),
  /** The name on the list. */
  name: z.string(),
  /** Has been through the door. */
  isHere: z.boolean(),
  /** The name others see. Null before the door, and for a nickname: the list never says whose it is. */
  shownName: z.string().nullable(),
  roles: z.array(Role),
  tags: z.array(z.string()),
  member: z.boolean(),
  attendance: Attendance.nullable(),
  privacy: Privacy.nullable(),
  revision: z.int(),
})
export type Person = z.infer<typeof Person>

/** What one line of a pasted list would do. `line` counts from 1, the header included. */
export const CsvLine = z.object({
  line: z.int(),
  mail: z.string(),
  name: z.string(),
  roles: z.array(Role),
  tags: z.array(z.string()),
  member: z.boolean(),
  effect: z.enum(['add', 'change', 'same', 'bad']),
  /** Why a line is bad. */
  problem: z
    .enum([
      'noMail',
      'badMail',
      'repeatedMail',
      'badName',
      'badRole',
      'badTag',
      'badMember',
      'columns',
      'lastOrganizer',
    ])
    .nullable(),
  /** The word that was not understood. */
  about: z.string(),
  /** Of a change: which of the fields differ. */
  changes: z.array(z.enum(['name', 'roles', 'tags', 'member'])),
})
export type CsvLine = z.infer<typeof CsvLine>

export const people = {
  name: 'people',
  refusals: {
    'people.alreadyThere': { status: 409, when: 'Someone with this mail address is on the list already.' },
    'people.lastOrganizer': { status: 409, when: 'An event keeps at least one organizer.' },
    'people.badList': { status: 422, when: 'The pasted list cannot be read; the answer says the line and why.' },
    'people.listMoved': {
      status: 409,
      when: 'The people of the event changed since the preview was made; look at a fresh one.',
    },
    'people.tooMany': { status: 422, when: 'A list may hold 5,000 people.' },
    'people.yourself': { status: 409, when: 'Nobody removes themselves.' },
    'people.outOfReach': {
      status: 403,
      when: 'A moderator removes no organizer, producer or moderator, and takes back nothing an organizer decided.',
    },
    'people.removedAlready': { status: 409, when: 'Someone else removed this person a moment ago.' },
    'people.restoredAlready': { status: 409, when: 'This person was let in again already.' },
  },
} as const satisfies { name: string; refusals: Record<string, RefusalSpec> }
