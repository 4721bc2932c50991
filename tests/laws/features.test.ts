import { describe, expect, test } from 'vitest'
import { contextOf, decideOne } from '#server/core/decide.ts'
import type { Entry, Feature } from '#server/core/feature.ts'
import { Fold } from '#server/core/fold.ts'
import { features } from '#server/features.ts'
import { type Facts, ROLES } from '#shared/core/people.ts'
import { isRefusal } from '#shared/core/refusals.ts'
import { contracts } from '#shared/protocol.ts'
import { recordsOf } from './sim/sim.ts'
import { seeded } from './sim/subject.ts'
import { subjects } from './sim/subjects.ts'

const SEEDS = 150
const STEPS = 100
const PEOPLE = ['person01', 'person02', 'person03', 'person04', 'person05', 'person06'] as const

/** One person of every role. */
const crowd: Facts[] = PEOPLE.map((participant, i) => ({
  participant,
  event: 'event000',
  version: 1,
  roles: [ROLES[i]!],
  attendance: i % 2 ? 'room' : 'home',
  privacy: 'named',
  tags: [],
  membership: false,
  silenced: false,
}))

/** All that anyone may see: audience → key → record. */
function everything(fold: Fold): Record<string, Record<string, unknown>> {
  const out: Record<string, Record<string, unknown>> = {}
  for (const facts of crowd)
    for (const audience of [...fold.feature.audiences(fold.state as never, facts), `person:${facts.participant}`])
      out[audience] = recordsOf(fold, audience, facts.participant)
  return out
}

/** Runs one seeded history; `look` sees the fold before and after every entry. */
function history(
  seed: number,
  subject: (typeof subjects)[number],
  look?: (fold: Fold, entry: Entry, before: ReturnType<typeof everything>) => void,
): { entries: Entry[]; fold: Fold } {
  const { pick, random } = seeded(seed)
  const fold = new Fold(subject.feature, 'x:stream000', 'event000', 1)
  const entries: Entry[] = []
  let now = 1_800_000_000_000
  for (let i = 0; i < STEPS; i++) {
    now += Math.floor(random() * (subject.pace ?? 5000))
    const made = subject.command(
      pick,
      PEOPLE,
      now,
      entries.map((entry) => entry.commandId),
    )
    if (made.type === 'board.poison') continue
    const facts = crowd.find(({ participant }) => participant === made.by) ?? pick(crowd)
    const actor = made.system ? { system: 'job' } : { participant: facts.participant }
    const command = { id: `command${i}`, type: made.type, data: made.data, actor }
    const entry = decideOne(
      fold,
      command,
      contextOf(fold, command, made.system ? null : facts, subject.rows(pick, made.type), now),
    )
    if (!entry || isRefusal(entry)) continue
    const before = look ? everything(fold) : {}
    fold.apply(structuredClone(entry))
    entries.push(entry)
    look?.(fold, entry, before)
  }
  return { entries, fold }
}

test('every feature with a stream is under these laws, and in the protocol', () => {
  const listed = features.flatMap((module) => module.feature?.contract.name ?? []).sort()
  expect(
    subjects
      .map((subject) => subject.feature.contract.name)
      .filter((name) => name !== 'board')
      .sort(),
  ).toEqual(listed)
  expect(contracts.map((contract) => contract.name).sort()).toEqual(listed)
})

describe.each(subjects)('$feature.contract.name', (subject) => {
  const feature: Feature = subject.feature
  const seeds = Array.from({ length: SEEDS }, (_, i) => i + 1)

  test('its histories are full, and everything that can happen does', () => {
    const entries = seeds.flatMap((seed) => history(seed, subject).entries)
    expect(entries.length).toBeGreaterThan(SEEDS)
    // The poison is left out of these histories: it makes a fold throw.
    const happened = new Set(['board.poisoned', ...entries.flatMap((entry) => entry.events.map((event) => event.type))])
    expect(Object.keys(feature.contract.events).filter((type) => !happened.has(type))).toEqual([])
  })

  test('what decide returns fits the schemas, and commands fit their contract', () => {
    for (const seed of seeds)
      for (const entry of history(seed, subject).entries)
        for (const event of entry.events)
          expect(feature.contract.events[event.type]!.data.parse(event.data), event.type).toEqual(event.data)
  })

  test('the same commands and circumstances give the same entries', () => {
    for (const seed of seeds) expect(history(seed, subject).entries).toEqual(history(seed, subject).entries)
  })

  test('its state survives JSON: a fold of the stored log is the same', () => {
    for (const seed of seeds) {
      const { entries, fold } = history(seed, subject)
      const again = new Fold(feature, 'x:stream000', 'event000', 1)
      for (const entry of JSON.parse(JSON.stringify(entries)) as Entry[]) again.apply(entry)
      expect(JSON.parse(JSON.stringify(again.state))).toEqual(JSON.parse(JSON.stringify(fold.state)))
      expect(everything(again)).toEqual(everything(fold))
    }
  })

  test('every fold accepts entries whose personal fields were scrubbed', () => {
    for (const seed of seeds) {
      const { entries } = history(seed, subject)
      const fold = new Fold(feature, 'x:stream000', 'event000', 1)
      for (const entry of entries) fold.apply(scrubbed(feature, entry))
      everything(fold)
    }
  })

  test('touched keys and members are complete: nothing else differs before and after', { timeout: 60_000 }, () => {
    for (const seed of seeds)
      history(seed, subject, (fold, entry, before) => {
        const touched = fold.touchedSince(entry.version - 1)!
        const members = fold.membersSince(entry.version - 1)
        const after = everything(fold)
        for (const audience of new Set([...Object.keys(before), ...Object.keys(after)])) {
          // An audience nobody was in before (or is in now) has changed its people: `members` must say so.
          if (!before[audience] || !after[audience]) expect(members === 'all' || members.size > 0).toBe(true)
          else
            for (const key of new Set([...Object.keys(before[audience]), ...Object.keys(after[audience])]))
              if (!touched.has(key)) expect(after[audience][key], `${audience} ${key}`).toEqual(before[audience][key])
        }
      })
  })

  test('the audiences a person is in never show the same key twice', () => {
    for (const seed of seeds)
      history(seed, subject, (fold) => {
        for (const facts of crowd) {
          const keys = fold.feature
            .audiences(fold.state as never, facts)
            .flatMap((audience) => Object.keys(recordsOf(fold, audience, facts.participant)))
          expect(new Set(keys).size).toBe(keys.length)
        }
      })
  })

  test('no word for some is shown to others', () => {
    const canaries = Object.entries(subject.canaries ?? {})
    const seen = new Set<string>()
    for (const seed of seeds)
      for (const [audience, records] of Object.entries(everything(history(seed, subject).fold)))
        for (const [word, kinds] of canaries)
          if (JSON.stringify(records).includes(word)) {
            seen.add(word)
            expect(kinds, `${word} is shown to ${audience}`).toContain(audience.split(':')[0])
          }
    expect([...seen].sort(), 'each is shown to someone').toEqual(canaries.map(([word]) => word).sort())
  })

  test('records fit their schemas', () => {
    for (const seed of seeds.slice(0, 30))
      for (const records of Object.values(everything(history(seed, subject).fold)))
        for (const [key, record] of Object.entries(records)) {
          const name = key.startsWith('@') ? key.split('/')[1]! : key.split('/')[0]!
          expect(feature.contract.records[name]!.parse(record), key).toEqual(record)
        }
  })
})

/** An entry as `forget` leaves it: fields marked personal are null. */
function scrubbed(feature: Feature, entry: Entry): Entry {
  const events = structuredClone(entry.events).map((event) => {
    const shape = (
      feature.contract.events[event.type]!.data as {
        shape?: Record<string, { meta(): { personal?: boolean } | undefined }>
      }
    ).shape
    for (const [name, field] of Object.entries(shape ?? {}))
      if (field.meta()?.personal) (event.data as Record<string, unknown>)[name] = null
    return event
  })
  return { ...entry, events }
}
