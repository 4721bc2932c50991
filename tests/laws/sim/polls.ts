import { polls } from '#server/polls/index.ts'
import type { Rows } from '#server/polls/tables.ts'
import { KINDS, RESULTS } from '#shared/polls/kinds.ts'
import type { Subject } from './subject.ts'

/** What only those of a segment and those who look after polls may read, and what only the latter. */
const MENTORS_ONLY = 'asked of mentors alone'
export const TAG = 'a tag with a meaning'
/** So few polls that most commands meet one. */
const POLLS = Array.from({ length: 10 }, (_, i) => `command${i}`)

const anywhere = { attendance: null, roles: [], tags: [], membership: null }
const words = { low: 'little', high: 'much', most: 2, options: ['tea', 'coffee', 'water'] }

/** Polls under chaos: every command of them. */
export const pollsSubject: Subject = {
  feature: polls.feature!,
  command(pick) {
    const poll = pick(POLLS)
    const kind = pick(KINDS)
    const asked = {
      ...words,
      ...{ kind, results: pick(RESULTS) },
      ...pick([
        { question: 'Tea or coffee?', segment: null },
        { question: MENTORS_ONLY, segment: { ...anywhere, roles: ['mentor' as const] } },
        { question: 'And at home?', segment: { ...anywhere, attendance: 'home' as const } },
        { question: 'Nobody is asked this', segment: { ...anywhere, tags: [TAG] } },
      ]),
    }
    const choices = pick([[], [0], [1], [2], [0, 1], [2, 0], [1, 1], [4]])
    return pick([
      ...Array.from({ length: 7 }, () => ({ type: 'polls.prepare', data: asked })),
      { type: 'polls.edit', data: { poll, revision: pick([1, 1, 2]), ...asked } },
      ...Array.from({ length: 4 }, () => ({ type: 'polls.open', data: { poll } })),
      { type: 'polls.close', data: { poll } },
      { type: 'polls.pin', data: { poll: pick([poll, null]) } },
      ...Array.from({ length: 2 }, () => ({ type: 'polls.putAway', data: { poll } })),
      ...Array.from({ length: 3 }, () => ({ type: 'polls.bringBack', data: { poll } })),
      { type: 'polls.delete', data: { poll } },
      ...Array.from({ length: 12 }, () => ({ type: 'polls.vote', data: { poll, choices } })),
      ...pick([[], [], [], [{ type: 'polls.end', data: {}, system: true }]]),
    ])
  },
  rows: (pick): Rows => ({ isOver: pick([false, false, false, true]), hasTags: pick([true, true, false]) }),
  canaries: { [MENTORS_ONLY]: ['staff', 'for'], [TAG]: ['staff'] },
}
