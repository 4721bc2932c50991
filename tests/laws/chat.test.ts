import { describe, expect, test } from 'vitest'
import { chat } from '#server/chat/index.ts'
import type { Line, State } from '#server/chat/state.ts'
import type { Feature } from '#server/core/feature.ts'
import { type Facts, has } from '#shared/core/people.ts'
import { chatSubject } from './sim/chat.ts'
import { walk } from './sim/walk.ts'

/** Every text is its own, so that it is found wherever it is shown. */
const told = (data: object, i: number) => ('text' in data ? { ...data, text: `words${i}.` } : data)

/** Whether the one who reads an audience may read a line, by its rule and not by the view. */
function mayRead(state: State, line: Line, audience: string, facts: Facts): boolean {
  if (line.isTakenBack || state.removed.includes(line.participant)) return false
  if (audience.startsWith('person:')) return line.participant === facts.participant && line.hidden !== null
  if (audience === 'staff') return has(facts, 'moderator', 'producer', 'organizer')
  return audience === 'everyone' && state.isOn && line.hidden === null
}

/** What is shown to someone who may not read it. */
function leaks(feature: Feature): string[] {
  const found = new Set<string>()
  for (const { state, facts, audience, records } of walk(chatSubject, {
    feature,
    seeds: 60,
    steps: 150,
    every: 5,
    told,
  })) {
    // One is enough of those planted here.
    if (found.size > 0) break
    const { lines, notice, isOn } = state as State
    const all = JSON.stringify(records)
    for (const line of lines)
      if (line.text && all.includes(`"${line.text}"`) && !mayRead(state as State, line, audience, facts))
        found.add(`${line.text} to ${audience}`)
    const isNotices = audience === 'staff' || (audience === 'everyone' && isOn)
    if (notice?.text && all.includes(`"${notice.text}"`) && !isNotices) found.add(`the notice to ${audience}`)
    if (audience !== 'staff' && /"hidden":\{"name":"/.test(all)) found.add(`who hid a line to ${audience}`)
  }
  return [...found]
}

const feature = chat.feature!
/** The view of a state that is not quite what happened. */
const lying = (change: (state: State, key: string, audience: string) => Partial<State>): Feature => ({
  ...feature,
  view: (state, key, audience) => {
    const real = state as State
    return feature.view({ ...real, ...change(real, key, audience) } as never, key, audience)
  },
})
const eachLine = (values: Partial<Line>) =>
  lying(({ lines }) => ({ lines: lines.map((line) => ({ ...line, ...values })) }))

describe('what is said in the chat', () => {
  test('reaches nobody who may not read it, in whatever history', { timeout: 60_000 }, () => {
    expect(leaks(feature)).toEqual([])
  })
  test.each<[string, Feature]>([
    ['what was hidden is shown', eachLine({ hidden: null })],
    ['what was taken back is shown', eachLine({ isTakenBack: false })],
    ['it is shown while it is off', lying(() => ({ isOn: true }))],
    ['lines of who was removed are shown', lying(() => ({ removed: [] }))],
    [
      'a screen shows it',
      { ...feature, view: (state, key, at) => feature.view(state, key, at === 'screen' ? 'everyone' : at) },
    ],
    [
      'an author is told who hid it',
      {
        ...feature,
        view(state, key, audience) {
          const record = feature.view(state, key, audience) as { hidden?: unknown } | null
          if (!key.endsWith('/own') || !record) return record
          const hidden = (state as State).lines.filter(({ hidden: by }) => by !== null)
          return { ...record, hidden }
        },
      },
    ],
  ])('the law goes red when %s', { timeout: 60_000 }, (_, broken) => {
    expect(leaks(broken)).not.toEqual([])
  })
})
