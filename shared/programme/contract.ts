import { z } from 'zod'
import { defineContract } from '../core/contract.ts'
import { Id } from '../core/ids.ts'

/** The tables whose rows make up an event's programme. */
export const TABLES = ['events', 'stages', 'tracks', 'people', 'sessions', 'airings'] as const
export const Table = z.enum(TABLES)
export type Table = z.infer<typeof Table>

const Changed = z.object({ table: Table, id: Id, revision: z.int().min(0) })

/**
 * One event: which of its rows changed. The rows themselves are catalogue rows (REST, a `revision` each);
 * this stream only puts their changes in order and tells open pages. Stream `event:<id>`.
 */
export const programme = defineContract({
  name: 'programme',
  stream: 'event',
  perEvent: true,
  commands: {
    'event.noteRow': {
      by: [],
      doc: 'A row of the programme was written, or its airing changed its state.',
      data: z.strictObject(Changed.shape),
    },
  },
  events: {
    'event.rowChanged': { urgency: 'fast', data: Changed },
  },
  records: {
    /** Key `programme`: the version pages compare with the ETag of what they hold. */
    programme: z.object({ version: z.int().min(0) }),
  },
  refusals: {
    'programme.endsBeforeStart': { status: 422, when: 'The end is not after the start.' },
    'programme.tooLong': { status: 422, when: 'It lasts longer than an event (31 days) or an airing (12 hours) may.' },
    'programme.notNow': { status: 422, when: 'The year is before 2020 or after 2100.' },
    'programme.unknownZone': { status: 422, when: 'The time zone is not an IANA name that is known here.' },
    'programme.unknownRow': {
      status: 422,
      when: 'It names a stage, track, person or session that this event does not have.',
    },
    'programme.full': { status: 409, when: 'The event holds as many rows of this kind as it may.' },
    'programme.inUse': { status: 409, when: 'Airings still use this stage; move or delete them first.' },
    'programme.airingBegun': {
      status: 409,
      when: 'Doors are open or the airing is over, so this can no longer change.',
    },
    'programme.onAir': { status: 409, when: 'An airing is on right now; it has to end first.' },
  },
})

/** At most this many rows of each kind an event. */
export const MOST_ROWS = { stages: 20, tracks: 30, people: 300, sessions: 300, airings: 600 } as const
