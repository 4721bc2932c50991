import { conduct } from '#server/conduct/index.ts'
import type { Rows } from '#server/conduct/tables.ts'
import { OUTCOMES, REASONS } from '#shared/conduct/reasons.ts'
import { ROLES } from '#shared/core/people.ts'
import type { Subject } from './subject.ts'

/** What only those who look after the event may read, what the silenced one may too, and what one notes for oneself. */
const [SEEN, WHY, NAMED] = ['words that were reported', 'the reason of a silence', 'how I know them']
const STREAM = 'airing:airing000'
/** So few reports that most commands meet one. */
const REPORTS = Array.from({ length: 30 }, (_, i) => `command${i}`)

/** Conduct under chaos: every command of it. */
export const conductSubject: Subject = {
  feature: conduct.feature!,
  command(pick, all) {
    const participant = pick(all)
    const thing = { stream: STREAM, key: pick(['said/line0001', 'said/line0002', 'presenter/person01']) }
    const report = pick([null, pick(REPORTS)])
    return pick([
      ...Array.from({ length: 4 }, () => ({
        type: 'conduct.report',
        data: { about: pick([thing, { participant }]), reason: pick(REASONS), note: pick(['', SEEN]) },
      })),
      { type: 'conduct.settle', data: { report: pick(REPORTS), outcome: pick(OUTCOMES) } },
      { type: 'conduct.reopen', data: { report: pick(REPORTS) } },
      { type: 'conduct.silence', data: { participant, reason: WHY, report } },
      { type: 'conduct.silence', data: { participant, reason: WHY, report: null } },
      { type: 'conduct.lift', data: { participant, report } },
      { type: 'conduct.block', data: { participant, name: NAMED } },
      { type: 'conduct.unblock', data: { participant } },
    ])
  },
  rows: (pick): Rows => ({
    quote: pick([
      null,
      { participant: pick(['person01', 'person02', null]), name: pick(['Bo', SEEN]), words: pick([SEEN, '']) },
    ]),
    person: pick([null, { name: 'Bo', roles: [pick(ROLES)] }]),
    isGuest: pick([false, true]),
  }),
  canaries: {
    [SEEN]: ['organizers', 'moderators', 'moderator', 'person'],
    [WHY]: ['organizers', 'moderators', 'moderator', 'person'],
    [NAMED]: ['person'],
  },
}
