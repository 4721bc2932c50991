import { describe, expect, test } from 'vitest'
import { contextOf, decideOne } from '#server/core/decide.ts'
import type { Feature } from '#server/core/feature.ts'
import { Fold } from '#server/core/fold.ts'
import { qa } from '#server/qa/index.ts'
import { isShownIn, type Question, type State } from '#server/qa/state.ts'
import { fits } from '#shared/core/fits.ts'
import { type Facts, ROLES } from '#shared/core/people.ts'
import { isRefusal } from '#shared/core/refusals.ts'
import { mayRead } from '#shared/qa/rules.ts'
import { qaSubject } from './sim/qa.ts'
import { recordsOf } from './sim/sim.ts'
import { seeded } from './sim/subject.ts'

const SEEDS = 60
const STEPS = 120

const crowd: Facts[] = ROLES.map((role, i) => ({
  ...{ participant: `person0${i + 1}`, event: 'event000', version: 1, roles: [role], privacy: 'named' },
  ...{ attendance: i % 2 ? 'room' : 'home', tags: i === 5 ? ['vip'] : [], membership: false, silenced: false },
}))
const people = crowd.map(({ participant }) => participant)
/** It reads, and does nothing. */
const screen: Facts = { ...crowd[0]!, participant: 'screen01', roles: ['screen'] }

/** The same feature, whose every text is its own, so that it can be found wherever it is shown. */
function told(seed: number, feature: Feature, look: (fold: Fold) => void): void {
  const { pick, random } = seeded(seed)
  const fold = new Fold(feature, 'qa:stream000', 'event000', 1)
  const done: string[] = []
  let now = 1_800_000_000_000
  for (let i = 0; i < STEPS; i++) {
    now += Math.floor(random() * 5000)
    const made = qaSubject.command(pick, people, now, done)
    const data = 'text' in (made.data as object) ? { ...(made.data as object), text: `words${i}.` } : made.data
    const facts = crowd.find(({ participant }) => participant === made.by) ?? pick(crowd)
    const actor = made.system ? { system: 'job' } : { participant: facts.participant }
    const command = { id: `command${i}`, type: made.type, data, actor }
    const ctx = contextOf(fold, command, made.system ? null : facts, qaSubject.rows(pick), now)
    const entry = decideOne(fold, command, ctx)
    if (!entry || isRefusal(entry)) continue
    fold.apply(entry)
    done.push(command.id)
    if (done.length % 5 === 0) look(fold)
  }
}

/** Whether the one who reads an audience may read what a question says, by its rule and not by the view. */
function mayReadText(state: State, one: Question, audience: string, facts: Facts): boolean {
  const { stand } = one
  const isShown = isShownIn(stand.state)
  const channel = state.channels[stand.channel]!
  if (audience === 'staff') return !facts.roles.includes('attendee')
  if (audience.startsWith('moderator:')) {
    const kept = state.limits[facts.participant]?.channels ?? []
    // On stage, and next there, is what all may read.
    return kept.includes(stand.channel) || stand.state === 'answering' || (isShown && mayRead(channel, inTheRoom))
  }
  if (audience.startsWith('person:')) {
    const isFolded = Object.values(state.questions).some(({ by, stand: { into } }) => by === facts.participant && into)
    return one.by === facts.participant || (isShown && isFolded)
  }
  if (audience === 'screen') return stand.state === 'answering' || (isShown && isForScreens(state, one))
  if (audience === 'mentors') return isShown
  if (audience === 'stage') return one.escalated !== null
  const isRead = channel.rules.read === 'everyone' || fits(channel.segment, facts)
  return audience === `channel:${stand.channel}` && isShown && isRead
}
const isForScreens = (state: State, { id, stand }: Question): boolean =>
  state.pinned === id || mayRead(state.channels[stand.channel]!, inTheRoom)
const inTheRoom = { attendance: 'room', roles: ['attendee'], tags: [], membership: false } as const

/** What is shown to someone who may not read it, or says who asked where no name stands. */
function leaks(feature: Feature): string[] {
  const found: string[] = []
  for (let seed = 1; seed <= SEEDS; seed++)
    told(seed, feature, (fold) => {
      const state = fold.state as State
      for (const facts of [...crowd, screen])
        for (const audience of [...feature.audiences(state, facts), `person:${facts.participant}`]) {
          const records = recordsOf(fold, audience, facts.participant)
          const all = JSON.stringify(records)
          for (const one of Object.values(state.questions)) {
            if (one.text && all.includes(one.text) && !mayReadText(state, one, audience, facts))
              found.push(`${one.text} to ${audience}`)
            const record = records[`question/${one.id}`] as { participant: string | null } | undefined
            if (record?.participant && !one.isOwnName) found.push(`who asked ${one.text} to ${audience}`)
          }
        }
    })
  return [...new Set(found)]
}

const feature = qa.feature!
/** A view with a hole in it: `hole` says of which key an audience sees too much, and as who. */
const leaking = (hole: (key: string, audience: string) => string): Feature => ({
  ...feature,
  view: (state, key, audience) => feature.view(state, key, hole(key, audience)),
})

describe('what a question says', () => {
  test('reaches nobody who may not read it, in whatever history', { timeout: 60_000 }, () => {
    expect(leaks(feature)).toEqual([])
  })
  test.each<[string, Feature]>([
    [
      'a channel shows what waits',
      leaking((key, at) => (key.startsWith('question/') && at.startsWith('ch') ? 'staff' : at)),
    ],
    ['a stage shows all', leaking((key, at) => (key.startsWith('question/') && at === 'mentors' ? 'staff' : at))],
    ['all are told what is next', leaking((key, at) => (key === 'now' && at === 'everyone' ? 'staff' : at))],
    [
      'a name is told where none stands',
      {
        ...feature,
        view(state, key, audience) {
          const record = feature.view(state, key, audience) as { participant: string | null } | null
          const by = (state as State).questions[key.slice('question/'.length)]?.by
          return key.startsWith('question/') && record && by ? { ...record, participant: by } : record
        },
      },
    ],
  ])('the law goes red when %s', { timeout: 60_000 }, (_, broken) => {
    expect(leaks(broken)).not.toEqual([])
  })
})
