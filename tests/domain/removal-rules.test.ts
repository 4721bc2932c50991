import { deepStrictEqual } from 'node:assert'
import { describe, test } from 'vitest'
import { ROLES } from '#shared/core/roles.ts'
import { mayRemove, mayUndo } from '#shared/people/rules.ts'

const holding = (role: 'organizer' | 'moderator' | 'producer'): Holder => ({ roles: [role, 'attendee'] })
const [organizer, moderator, producer] = [holding('organizer'), holding('moderator'), holding('producer')]
type Holder = Parameters<typeof mayRemove>[0]

describe('removing someone', () => {
  const whom = (by: Holder) => ROLES.filter((role) => mayRemove(by, { roles: [role] }))
  test('an organizer may remove anyone', () => deepStrictEqual(whom(organizer), [...ROLES]))
  test('a moderator nobody who runs the event', () => {
    const able = whom(moderator)
    for (const role of ['organizer', 'producer', 'moderator'] as const) deepStrictEqual(able.includes(role), false)
    for (const role of ['mentor', 'steward', 'attendee'] as const) deepStrictEqual(able.includes(role), true)
  })
  test('nobody else at all', () => deepStrictEqual(whom(producer), []))
  test('an organizer who is a moderator too decides as an organizer', () =>
    deepStrictEqual(mayRemove({ roles: ['moderator', 'organizer'] }, producer), true))
})

test('what an organizer decided is taken back by organizers, what a moderator decided by either', () => {
  const able = (by: Holder) => (['organizer', 'moderator'] as const).filter((as) => mayUndo(by, as))
  deepStrictEqual([able(organizer), able(moderator), able(producer)], [['organizer', 'moderator'], ['moderator'], []])
})
