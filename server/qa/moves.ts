import { MOST_CHANGES, MOST_DONE, MOST_PENDING, MOST_VISIBLE } from '#shared/qa/rules.ts'
import { above, foldedInto, type ListName, type Question, type Stand, type Standing, type State } from './state.ts'

const listOf = (standing: Standing): ListName =>
  standing === 'pending' || standing === 'visible' || standing === 'answering' ? standing : 'done'

/** So many of a list are shown, the newest; the others by search. */
const WINDOW: Partial<Record<ListName, number>> = { pending: MOST_PENDING, done: MOST_DONE }

const numberIn = ({ questions }: State, list: ListName, id: string): number =>
  (list === 'done' ? questions[id]?.ended : questions[id]?.number) ?? 0

/** The oldest one of a list that is shown. */
const edgeOf = ({ lists }: State, list: ListName): string | undefined =>
  lists[list][Math.max(0, lists[list].length - (WINDOW[list] ?? Number.POSITIVE_INFINITY))]

/** Is a question within what those who may see it are sent? */
export function isInWindow(state: State, { id, stand }: Question): boolean {
  const list = listOf(stand.state)
  const edge = edgeOf(state, list)
  return edge !== undefined && numberIn(state, list, id) >= numberIn(state, list, edge)
}

function leaveList(state: State, list: ListName, id: string): void {
  const at = state.lists[list].lastIndexOf(id)
  if (at >= 0) state.lists[list].splice(at, 1)
}
function enterList(state: State, list: ListName, id: string): void {
  const number = numberIn(state, list, id)
  let at = state.lists[list].length
  while (at > 0 && numberIn(state, list, state.lists[list][at - 1]!) > number) at--
  state.lists[list].splice(at, 0, id)
}

/** Every key that shows a question, or counts it. */
export function keysOf(state: State, one: Question): string[] {
  const hiders = one.isOwnName ? [] : (state.hiders[one.by] ?? [])
  return [
    ...['now', 'tally', 'counts', `question/${one.id}`, `escalated/${one.id}`, `channel/${one.stand.channel}`],
    ...(one.claim ? [`load/${one.claim.by}`] : []),
    ...hiders.map((participant) => `@${participant}/hidden`),
    // Whoever asked what was folded into it reads here what became of it.
    ...[one, ...foldedInto(state, one.id)].map(({ by }) => `@${by}/mine`),
  ]
}

/** Distinct people who want a question answered beside its asker, with all that was folded into it. */
function wanting(state: State, one: Question): number {
  const folded = foldedInto(state, one.id)
  if (folded.length === 0) return Object.keys(one.voters).length
  const people = new Set(Object.keys(one.voters))
  for (const { by, voters } of folded) {
    people.add(by)
    for (const voter of Object.keys(voters)) people.add(voter)
  }
  people.delete(one.by)
  return people.size
}

/** Counts anew who wants these questions. Names the keys that show it. */
export function recount(state: State, questions: readonly Question[]): string[] {
  return questions.flatMap((one) => {
    one.votes = wanting(state, one)
    return keysOf(state, one)
  })
}

function count(state: State, { side, stand }: Question, by: 1 | -1): void {
  const channel = state.channels[stand.channel]
  if (channel) channel.counts[stand.state] = (channel.counts[stand.state] ?? 0) + by
  // A turn is what was given on stage; an answer in writing alone is none.
  if (stand.startedAt === null) return
  state.turns[side].served += by
  if (stand.answeredAt !== null) state.turns[side].answered += by
}

/** Folds it into another, or takes it out of one: whose votes count where changes, up to the last of them. */
function refold(state: State, one: Question, into: string | null): string[] {
  const before = above(state, one.id)
  const from = one.stand.into === null ? undefined : state.questions[one.stand.into]
  if (from) from.folded = from.folded.filter((id) => id !== one.id)
  const to = into === null ? undefined : state.questions[into]
  if (to && into !== null) to.folded.push(one.id)
  const after = to && into !== null ? [to, ...above(state, into)] : []
  const voters = [one, ...foldedInto(state, one.id)].flatMap(({ voters }) => Object.keys(voters))
  return [...recount(state, [...before, ...after]), ...voters.map((voter) => `@${voter}/votes`)]
}

/** Takes a question into the state, where it stands. Names the keys it touched. */
export function place(state: State, one: Question): string[] {
  state.questions[one.id] = one
  const list = listOf(one.stand.state)
  const edge = edgeOf(state, list)
  enterList(state, list, one.id)
  count(state, one, 1)
  return [...keysOf(state, one), ...edgeKeys(edge, edgeOf(state, list))]
}

/** Who falls out of the window, and who comes into it again. */
const edgeKeys = (before: string | undefined, after: string | undefined): string[] =>
  before === after ? [] : [before, after].flatMap((id) => (id === undefined ? [] : [`question/${id}`]))

/** Moves a question to where it now stands. What was claimed is free as it leaves its column. Names the keys it touched. */
export function move(state: State, id: string, to: Partial<Stand>): string[] {
  const one = state.questions[id]
  if (!one) return []
  const next: Stand = { ...one.stand, ...to }
  const lists = [listOf(one.stand.state), listOf(next.state)] as const
  const edges = lists.map((list) => edgeOf(state, list))
  const keys = keysOf(state, one)
  count(state, one, -1)
  leaveList(state, lists[0], id)
  const refolded = next.into === one.stand.into ? [] : refold(state, one, next.into)
  if (next.state !== one.stand.state) {
    if (lists[1] === 'done') one.ended = ++state.ended
    keys.push(...unclaim(state, one))
  }
  one.stand = next
  enterList(state, lists[1], id)
  count(state, one, 1)
  const cut = lists.flatMap((list, i) => edgeKeys(edges[i], edgeOf(state, list)))
  return [...keys, ...refolded, ...cut, ...keysOf(state, one)]
}

/** A moderator moves a question: how it stood before can be had back. */
export function change(state: State, id: string, what: string, to: Partial<Stand>, at: number): string[] {
  const one = state.questions[id]
  if (!one) return []
  const { change, by, name } = state.hand ?? { change: '', by: '', name: null }
  one.changes = [{ change, what, by, name, at, before: one.stand }, ...one.changes].slice(0, MOST_CHANGES)
  return move(state, id, to)
}

/** Nobody works on it any more. */
export function unclaim(state: State, one: Question): string[] {
  if (!one.claim) return []
  const keys = [`question/${one.id}`, `load/${one.claim.by}`]
  one.claim = null
  state.claimed = state.claimed.filter((id) => id !== one.id)
  return keys
}

/** Has the channel room for another visible question, or for so many? */
export const hasRoom = ({ channels }: State, channel: string, more = 1): boolean =>
  (channels[channel]?.counts.visible ?? 0) + more <= MOST_VISIBLE

/** Moves a question back to where it was; where its channel is full meanwhile, it waits to be looked at. */
export const moveBack = (state: State, { id }: Question, to: Stand): string[] =>
  move(state, id, to.state === 'visible' && !hasRoom(state, to.channel) ? { ...to, state: 'pending' } : to)

/** Puts a question back that its asker took away, or that went with them. */
export function putBack(state: State, one: Question): string[] {
  const from = one.takenFrom
  if (!from) return []
  one.takenFrom = null
  return moveBack(state, one, from)
}
