import type { CommandOf, EventOf } from '#shared/core/contract.ts'
import { has } from '#shared/core/people.ts'
import { type Refusal, refuse } from '#shared/core/refusals.ts'
import { isSameText } from '#shared/core/typed.ts'
import type { channels } from '#shared/qa/channels.contract.ts'
import { isReadByAll, MOST_CHANNELS } from '#shared/qa/rules.ts'
import type { Ctx, Touched } from '../core/feature.ts'
import type { Event } from './domain.ts'
import { type Channel, channelOf, foldedInto, isStaff, mayTriage, type State } from './state.ts'
import type { Rows } from './tables.ts'

type Command = CommandOf<typeof channels>
type ChannelEvent = EventOf<typeof channels>

/** Channels: whom each is for, how it works, whether it is open, and who looks after it. */
export function decideChannels(state: State, command: Command, ctx: Ctx<Rows>): readonly Event[] | Refusal {
  switch (command.type) {
    case 'qa.addChannel': {
      // Whoever looks after some channels would not see the new one.
      if (!ctx.facts || !isStaff(state, ctx.facts)) return refuse('core.forbidden')
      // The first channel was made by nobody's command, so core cannot know that its id is used.
      if (state.channels[ctx.command]) return refuse('core.idTaken')
      if (Object.keys(state.channels).length >= MOST_CHANNELS) return refuse('qa.channelsFull')
      const wrong = wrongWith(state, command.data, ctx.rows, null)
      return wrong ?? [{ type: 'qa.channelAdded', data: { channel: ctx.command, ...command.data } }]
    }
    case 'qa.editChannel': {
      const { channel: id, ...told } = command.data
      const channel = kept(state, id, ctx)
      if (!channel) return refuse('qa.noChannel')
      const wrong = wrongWith(state, told, ctx.rows, id)
      if (wrong) return wrong
      return isAs(channel, told) ? [] : [{ type: 'qa.channelEdited', data: command.data }]
    }
    case 'qa.setChannelState': {
      const channel = kept(state, command.data.channel, ctx)
      if (!channel) return refuse('qa.noChannel')
      if (channel.state === command.data.state) return []
      // While it was put away another may have taken its name.
      if (channel.state === 'archived' && isNameTaken(state, channel.name ?? '', channel.id))
        return refuse('qa.nameTaken')
      return [{ type: 'qa.channelStateSet', data: command.data }]
    }
    case 'qa.weigh': {
      const channel = kept(state, command.data.channel, ctx)
      if (!channel) return refuse('qa.noChannel')
      return channel.weight === command.data.weight ? [] : [{ type: 'qa.weighed', data: command.data }]
    }
    case 'qa.limitModerator':
      return limit(state, command.data, ctx.rows)
    default:
      return command satisfies never
  }
}

/** A channel that the sender looks after. */
const kept = (state: State, id: string, { facts }: Ctx<Rows>): Channel | undefined =>
  mayTriage(state, facts, id) ? state.channels[id] : undefined

const isNameTaken = ({ channels }: State, name: string, except: string | null): boolean =>
  Object.values(channels).some(
    (one) => one.id !== except && one.state !== 'archived' && isSameText(one.name ?? '', name),
  )

function wrongWith(
  state: State,
  { name, segment, rules }: Pick<Extract<Command, { type: 'qa.addChannel' }>['data'], 'name' | 'segment' | 'rules'>,
  rows: Rows,
  id: string | null,
): Refusal | null {
  if (isNameTaken(state, name, id)) return refuse('qa.nameTaken')
  const unknown = segment.tags.find((tag) => !rows.tags.includes(tag))
  if (unknown !== undefined) return refuse('qa.noSuchTag', { tag: unknown })
  return isReadByAll(rules) ? null : refuse('qa.nobodyReads')
}

const isAs = ({ name, segment, rules }: Channel, told: Pick<Channel, 'name' | 'segment' | 'rules'>): boolean =>
  name === told.name &&
  (Object.keys(rules) as (keyof typeof rules)[]).every((key) => rules[key] === told.rules[key]) &&
  JSON.stringify([segment.attendance, segment.roles, segment.tags, segment.membership]) ===
    JSON.stringify([told.segment.attendance, told.segment.roles, told.segment.tags, told.segment.membership])

function limit(
  state: State,
  { participant, channels }: Extract<Command, { type: 'qa.limitModerator' }>['data'],
  { person }: Rows,
): readonly Event[] | Refusal {
  const before = state.limits[participant]
  if (channels === null && !before) return []
  if (channels !== null && !(person && has(person.facts, 'moderator'))) return refuse('qa.noModerator')
  const all = channels === null ? null : [...new Set(channels)]
  if (all?.some((id) => !state.channels[id])) return refuse('qa.noChannel')
  if (all && before && JSON.stringify(before.channels) === JSON.stringify(all)) return []
  const name = person?.name ?? before?.name ?? ''
  return [{ type: 'qa.moderatorLimited', data: { participant, name, channels: all } }]
}

/** Changes the state and names what it touched, and whose audiences. */
export function evolveChannels(state: State, event: ChannelEvent): Touched {
  switch (event.type) {
    case 'qa.channelAdded': {
      const { channel: id, ...told } = event.data
      state.channels[id] = channelOf(id, Object.keys(state.channels).length, told)
      return { keys: [`channel/${id}`, `belongs/${id}`, 'counts'], members: 'all' }
    }
    case 'qa.channelEdited': {
      const { channel: id, ...told } = event.data
      return set(state, id, told)
    }
    case 'qa.channelStateSet':
      return set(state, event.data.channel, { state: event.data.state })
    case 'qa.weighed': {
      const channel = state.channels[event.data.channel]
      if (channel) channel.weight = event.data.weight
      return [`channel/${event.data.channel}`, 'now']
    }
    case 'qa.moderatorLimited': {
      const { participant, name, channels } = event.data
      if (channels) state.limits[participant] = { name, channels }
      else delete state.limits[participant]
      return { keys: [`limited/${participant}`], members: [participant] }
    }
    default:
      return event satisfies never
  }
}

/** Its questions may now show their votes, or hide them; and others may read them. */
function set(state: State, id: string, told: Partial<Channel>): Touched {
  const channel = state.channels[id]
  if (!channel) return []
  Object.assign(channel, told)
  const inside = Object.values(state.questions).filter(({ stand }) => stand.channel === id)
  const keys = inside.flatMap((one) => [
    `question/${one.id}`,
    ...[one, ...foldedInto(state, one.id)].map(({ by }) => `@${by}/mine`),
  ])
  return { keys: [`channel/${id}`, 'now', ...new Set(keys)], members: 'all' }
}
