import { z } from 'zod'
import { feature } from '#server/core/feature.ts'
import { defineContract } from '#shared/core/contract.ts'
import { ROLES } from '#shared/core/people.ts'

const Choice = z.strictObject({ item: z.int().min(0).max(199) })

const contract = defineContract({
  name: 'poll',
  stream: 'poll',
  commands: {
    'poll.vote': { by: ROLES, doc: 'Votes, or takes the vote back.', data: Choice },
    'poll.write': {
      by: ROLES,
      doc: 'Changes a text.',
      data: z.strictObject({ item: z.int(), text: z.string().max(300) }),
    },
  },
  events: {
    'poll.voted': { urgency: 'count', data: z.object({ item: z.int(), by: z.string() }) },
    'poll.wrote': { urgency: 'now', data: z.object({ item: z.int(), text: z.string() }) },
  },
  counts: { 'poll.cheer': { by: ROLES, kinds: ['hooray'], rate: 50, most: 10, to: ['everyone'] } },
  records: { item: z.object({ text: z.string(), votes: z.int() }), votes: z.object({ items: z.array(z.int()) }) },
  refusals: {},
})

interface State {
  items: { text: string; votes: number }[]
  voters: Record<string, number[]>
}

/** What is measured: 200 questions, people who vote on them and see their own votes, and a text of 300 B that changes. */
export const poll = feature<State, typeof contract, unknown>({
  contract,
  initial: () => ({ items: Array.from({ length: 200 }, (_, i) => ({ text: `Question ${i}`, votes: 0 })), voters: {} }),
  decide(_state, command, ctx) {
    if (command.type === 'poll.write') return [{ type: 'poll.wrote', data: command.data }]
    const by = 'participant' in ctx.actor ? ctx.actor.participant : 'server'
    return [{ type: 'poll.voted', data: { item: command.data.item, by } }]
  },
  evolve(state, event) {
    const item = state.items[event.data.item]!
    if (event.type === 'poll.wrote') {
      item.text = event.data.text
      return [`item/${event.data.item}`]
    }
    const { by } = event.data
    const votes = state.voters[by] ?? []
    state.voters[by] = votes
    const at = votes.indexOf(event.data.item)
    item.votes += at < 0 ? 1 : -1
    if (at < 0) votes.push(event.data.item)
    else votes.splice(at, 1)
    return [`item/${event.data.item}`, `@${by}/votes`]
  },
  audiences: () => ['everyone'],
  view(state, key) {
    if (key.startsWith('@')) return { items: state.voters[key.slice(1, key.indexOf('/'))] ?? [] }
    const item = state.items[Number(key.slice('item/'.length))]
    return item ? { text: item.text, votes: item.votes } : null
  },
})
