import { z } from 'zod'
import { feature } from '#server/core/feature.ts'
import { defineContract } from '#shared/core/contract.ts'
import { has, ROLES } from '#shared/core/people.ts'
import type { Subject } from './subject.ts'

const Item = z.strictObject({ item: z.string() })

/** A feature made to be hard on the core: values that go there and back, hidden changes, votes, a club one enters. */
const contract = defineContract({
  name: 'board',
  stream: 'board',
  commands: {
    'board.write': { by: ROLES, doc: '', data: z.strictObject({ item: z.string(), text: z.string() }) },
    'board.hide': { by: ROLES, doc: '', data: Item },
    'board.vote': { by: ROLES, doc: '', data: Item },
    'board.note': { by: ['moderator'], doc: '', data: z.strictObject({ item: z.string(), text: z.string() }) },
    'board.club': { by: ROLES, doc: '', data: z.strictObject({}) },
    'board.poison': { by: ROLES, doc: '', data: z.strictObject({}) },
  },
  events: {
    'board.wrote': { urgency: 'fast', data: z.object({ item: z.string(), text: z.string() }) },
    'board.hid': { urgency: 'now', data: Item },
    'board.voted': { urgency: 'count', data: z.object({ item: z.string(), by: z.string() }) },
    'board.noted': { urgency: 'fast', data: z.object({ item: z.string(), text: z.string() }) },
    'board.clubbed': { urgency: 'now', data: z.object({ by: z.string() }) },
    'board.poisoned': { urgency: 'now', data: z.object({ why: z.string() }) },
  },
  records: {
    item: z.object({ text: z.string(), votes: z.int() }),
    note: z.object({ text: z.string() }),
    votes: z.object({ items: z.array(z.string()) }),
    club: z.object({ members: z.int(), text: z.string() }),
  },
  refusals: {},
})

interface State {
  items: Record<string, { text: string; isHidden: boolean; voters: string[] }>
  notes: Record<string, string>
  club: string[]
}

export const board = feature<State, typeof contract, unknown>({
  contract,
  initial: () => ({ items: {}, notes: {}, club: [] }),
  decide(_state, command, ctx) {
    const by = 'participant' in ctx.actor ? ctx.actor.participant : ''
    switch (command.type) {
      case 'board.write':
        return [{ type: 'board.wrote', data: command.data }]
      case 'board.hide':
        return [{ type: 'board.hid', data: command.data }]
      case 'board.vote':
        return [{ type: 'board.voted', data: { ...command.data, by } }]
      case 'board.note':
        return [{ type: 'board.noted', data: command.data }]
      case 'board.club':
        return [{ type: 'board.clubbed', data: { by } }]
      case 'board.poison':
        return [
          { type: 'board.wrote', data: { item: 'i1', text: 'poison' } },
          { type: 'board.poisoned', data: { why: 'test' } },
        ]
      default:
        return command satisfies never
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'board.wrote': {
        const { item, text } = event.data
        state.items[item] = { isHidden: false, voters: [], ...state.items[item], text }
        return [`item/${item}`, 'club']
      }
      case 'board.hid': {
        const item = state.items[event.data.item]
        if (item) item.isHidden = !item.isHidden
        return [`item/${event.data.item}`, 'club']
      }
      case 'board.voted': {
        const { item, by } = event.data
        const voters = state.items[item]?.voters ?? []
        const at = voters.indexOf(by)
        if (at < 0) voters.push(by)
        else voters.splice(at, 1)
        return [`item/${item}`, `@${by}/votes`]
      }
      case 'board.noted':
        state.notes[event.data.item] = event.data.text
        return [`note/${event.data.item}`]
      case 'board.clubbed': {
        const at = state.club.indexOf(event.data.by)
        if (at < 0) state.club.push(event.data.by)
        else state.club.splice(at, 1)
        return { keys: ['club'], members: [event.data.by] }
      }
      case 'board.poisoned':
        throw new Error('poison')
      default:
        return event satisfies never
    }
  },
  audiences(state, facts) {
    if (facts.roles.length === 0) return []
    if (has(facts, 'moderator')) return ['staff']
    return state.club.includes(facts.participant) ? ['everyone', 'club'] : ['everyone']
  },
  view(state, key, audience) {
    const [name, id = ''] = key.split('/')
    if (key.startsWith('@')) {
      const who = name!.slice(1)
      return { items: Object.keys(state.items).filter((item) => state.items[item]!.voters.includes(who)) }
    }
    if (name === 'club')
      return audience === 'everyone' ? null : { members: state.club.length, text: state.items.i1?.text ?? '' }
    if (name === 'note') return audience === 'staff' && state.notes[id] ? { text: state.notes[id] } : null
    const item = audience === 'club' ? undefined : state.items[id]
    if (!item || (item.isHidden && audience !== 'staff')) return null
    return { text: item.text, votes: item.voters.length }
  },
})

const ITEMS = ['i1', 'i2', 'i3']

export const boardSubject: Subject = {
  feature: board,
  command(pick) {
    const item = pick(ITEMS)
    const text = pick(['A', 'B'])
    return pick([
      { type: 'board.write', data: { item, text } },
      { type: 'board.write', data: { item, text } },
      { type: 'board.hide', data: { item } },
      { type: 'board.vote', data: { item } },
      { type: 'board.vote', data: { item } },
      { type: 'board.note', data: { item, text } },
      { type: 'board.club', data: {} },
      { type: 'board.poison', data: {} },
    ])
  },
  rows: () => undefined,
}
