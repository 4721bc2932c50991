import { ok } from 'node:assert'
import { FIRST, FIRST_RULES } from '#server/qa/state.ts'
import { newId } from '#shared/core/ids.ts'
import type { Facts, Role } from '#shared/core/people.ts'
import type { Answer } from '#shared/core/wire.ts'
import type { ChannelRules, Segment } from '#shared/qa/words.contract.ts'
import { makeApp } from '../helpers/app.ts'
import type { Person } from '../helpers/person.ts'
import { Evening } from './airing-evening.ts'

/** What records say, as far as these tests look. */
export interface Question {
  state: string
  text: string
  name: string | null
  participant: string | null
  votes: number | null
  triage: { votes: number; claim: object | null } | null
}
export interface Mine {
  list: { id: string; state: string; reason: string | null; answeredAt: number | null; into: { id: string } | null }[]
}

export const refusedBy = (answer: Answer): string => (answer.ok ? 'done' : answer.refused)
export const isIn = (state: string) => (one: Question | undefined) => one?.state === state

/** An airing with people who hold its questions, and what they do with them. */
export async function asking(options: { nodes?: number } = {}) {
  const made = await makeApp(options)
  const event = await made.world.event()
  const airing = await made.world.airing(event)
  const stream = `qa:${airing}`
  const night = new Evening(made, event, airing)
  const person = async (
    role: Role = 'attendee',
    told: { node?: number; name?: string; attendance?: Facts['attendance'] } = {},
  ) => {
    const one = await made.world.person(event, { roles: [role], ...told })
    for (const name of [stream, night.stream]) ok((await one.joins(name)).ok)
    return one
  }
  const does = async (who: Person, type: string, data: unknown, id = newId()): Promise<string> => {
    const answer = await who.sends(stream, type, data, id)
    ok(answer.ok, `${type}: ${JSON.stringify(answer)}`)
    return id
  }
  const ask = (who: Person, text: string, channel: string = FIRST, offer: { where: string } | null = null) =>
    does(who, 'qa.ask', { channel, text, nickname: 'Fox', offer })
  const addChannel = (who: Person, name: string, segment: Partial<Segment>, rules: Partial<ChannelRules> = {}) =>
    does(who, 'qa.addChannel', channelOf(name, segment, rules))
  return { made, event, airing, stream, night, person, does, ask, addChannel }
}

export const channelOf = (name: string, segment: Partial<Segment>, rules: Partial<ChannelRules> = {}) => ({
  name,
  segment: { attendance: null, roles: [], tags: [], membership: null, ...segment },
  rules: { ...FIRST_RULES, ...rules },
})
