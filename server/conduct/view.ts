import type { conduct } from '#shared/conduct/contract.ts'
import type { Reason } from '#shared/conduct/reasons.ts'
import type { RecordOf } from '#shared/core/contract.ts'
import { type Facts, has } from '#shared/core/people.ts'
import type { State } from './state.ts'

type Records = { [N in keyof (typeof conduct)['records']]: RecordOf<typeof conduct, N> }

/** How many of the sentences that came with a report are shown. */
const MOST_NOTES = 20

/**
 * Those who look after the event, organizers among them apart: what is about a moderator is for them alone. A moderator
 * someone reported, before they were one perhaps, is an audience of one: they read all but that.
 */
export function audiences(state: State, facts: Facts): readonly string[] {
  if (has(facts, 'organizer')) return ['organizers']
  if (!has(facts, 'moderator')) return ['everyone']
  const isReported = Object.values(state.reports).some((one) => one.participant === facts.participant)
  return [isReported ? `moderator:${facts.participant}` : 'moderators']
}

/** What an audience may see of a key, whole, or null. Who reported something is shown to nobody. */
export function view(state: State, key: string, audience: string): Records[keyof Records] | null {
  const at = key.indexOf('/')
  const [name, id] = [key.slice(0, at), key.slice(at + 1)]
  if (name.startsWith('@')) return own(state, name.slice(1), id)
  if (audience === 'everyone' || audience.startsWith('person:')) return null
  if (name === 'report') return report(state, id, audience)
  return name === 'silence' ? silence(state, id) : null
}

function own(state: State, me: string, name: string): Records[keyof Records] | null {
  switch (name) {
    case 'silenced': {
      const one = state.silences[me]
      return one ? { role: one.role, reason: one.reason ?? '', at: one.at } : null
    }
    case 'receipts':
      return receipts(state, me)
    case 'blocks': {
      const list = state.blocks[me]
      return list ? { list: list.map((one) => ({ ...one, name: one.name ?? '' })) } : null
    }
    default:
      return null
  }
}

function receipts(state: State, me: string): Records['receipts'] | null {
  const made = state.receipts[me]
  if (!made) return null
  const list = made.flatMap((report) => {
    const one = state.reports[report]
    const mine = one?.by[me]
    if (!one || !mine) return []
    const became = one.settled?.outcome === 'nothing' ? ('nothing' as const) : ('dealtWith' as const)
    return [{ report, name: one.name ?? '', at: mine.at, state: one.settled ? became : ('open' as const) }]
  })
  return { list }
}

function report(state: State, id: string, audience: string): Records['report'] | null {
  const one = state.reports[id]
  if (!one) return null
  if (audience !== 'organizers' && (one.isKeeper || audience === `moderator:${one.participant}`)) return null
  const said = Object.values(one.by)
  const reasons: Partial<Record<Reason, number>> = {}
  for (const { reason } of said) reasons[reason] = (reasons[reason] ?? 0) + 1
  return {
    id,
    participant: one.participant,
    thing: one.thing,
    name: one.name ?? '',
    seen: one.seen.map(({ words, at }) => ({ words: words ?? '', at })),
    count: said.length,
    reasons,
    notes: said
      .flatMap(({ reason, note, at }) => (note ? [{ reason, note, at }] : []))
      .sort((a, b) => b.at - a.at)
      .slice(0, MOST_NOTES),
    firstAt: one.firstAt,
    lastAt: one.lastAt,
    settled: one.settled,
  }
}

function silence(state: State, participant: string): Records['silence'] | null {
  const one = state.silences[participant]
  return one ? { participant, ...one, reason: one.reason ?? '' } : null
}
