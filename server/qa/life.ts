import type { CommandOf, EventOf } from '#shared/core/contract.ts'
import type { Facts } from '#shared/core/people.ts'
import { type Refusal, refuse } from '#shared/core/refusals.ts'
import { isSameText } from '#shared/core/typed.ts'
import type { life } from '#shared/qa/life.contract.ts'
import { ASKING_MS, obstacleToAsk, obstacleToVote, SAID_ALREADY_MS } from '#shared/qa/rules.ts'
import { obstacleInText } from '#shared/qa/text-checks.ts'
import type { Ctx, Meta } from '../core/feature.ts'
import type { Event } from './domain.ts'
import { hasRoom, keysOf, move, moveBack, place, putBack, recount } from './moves.ts'
import {
  type Channel,
  foldedByOthers,
  foldedInto,
  maySee,
  mayTriage,
  type Question,
  type Standing,
  type State,
  self,
} from './state.ts'
import type { Rows } from './tables.ts'

type Command = CommandOf<typeof life>
type LifeEvent = EventOf<typeof life>
type Data<T extends Command['type']> = Extract<Command, { type: T }>['data']
type Asked = Extract<LifeEvent, { type: 'qa.asked' }>['data']

/** What askers and voters do, and what others do to what they wrote. */
export function decideLife(state: State, command: Command, ctx: Ctx<Rows>): readonly Event[] | Refusal {
  switch (command.type) {
    case 'qa.ask':
      return ask(state, command.data, ctx)
    case 'qa.takeIn':
      return takeIn(state, command.data, ctx)
    case 'qa.edit':
      return edit(state, command.data, ctx)
    case 'qa.offer':
      return offer(state, command.data, ctx)
    case 'qa.withdraw': {
      const one = own(state, command.data.question, ctx)
      if ('refused' in one) return one
      if (!isOpen(one.stand.state)) return refuse('qa.notPossible')
      return [{ type: 'qa.withdrawn', data: command.data }, ...parted(state, [one])]
    }
    case 'qa.putBack': {
      const one = own(state, command.data.question, ctx)
      if ('refused' in one) return one
      return one.stand.reason === 'takenBack'
        ? [{ type: 'qa.putBackIn', data: command.data }]
        : refuse('qa.notPossible')
    }
    case 'qa.vote':
    case 'qa.unvote':
      return vote(state, command, ctx)
    case 'qa.hideAuthor': {
      const me = self(ctx)
      const one = state.questions[command.data.question]
      if (!one || !maySee(state, ctx.facts, one)) return refuse('qa.noQuestion')
      if (one.by === me) return refuse('qa.ownQuestion')
      if (one.isOwnName) return refuse('qa.hasName')
      return isHidden(state, me, one) ? [] : [{ type: 'qa.authorHidden', data: { ...command.data, by: me } }]
    }
    case 'qa.showAuthors': {
      const me = self(ctx)
      return (state.hides[me] ?? []).length === 0 ? [] : [{ type: 'qa.authorsShown', data: { by: me } }]
    }
    case 'qa.removeAuthor': {
      const { participant, isBack } = command.data
      if (isBack) return state.removed[participant] ? [{ type: 'qa.authorReturned', data: { participant } }] : []
      if (state.removed[participant]) return []
      return [{ type: 'qa.authorRemoved', data: { participant } }, ...parted(state, goingWith(state, participant))]
    }
    default:
      return command satisfies never
  }
}

/** Nobody takes along what others asked, or their votes: what was folded into these stands by itself again. */
const parted = (state: State, going: readonly Question[]): readonly Event[] =>
  going
    .flatMap((one) => foldedByOthers(state, one))
    .map(({ id: question }) => ({ type: 'qa.parted', data: { question } }))

const isOpen = (standing: Standing): boolean => standing === 'pending' || standing === 'visible'

function ask(state: State, data: Data<'qa.ask'>, ctx: Ctx<Rows>): readonly Event[] | Refusal {
  const { text, offer, nickname } = data
  const channel = state.channels[data.channel]
  const no = mayAskIn(state, channel, ctx.facts, ctx.rows)
  if (no || !channel) return refuse(no ?? 'qa.noChannel')
  const by = self(ctx)
  const wrong = wrongText(state, channel, by, text, ctx.now)
  if (wrong) return wrong
  const { names } = channel.rules
  if (names === 'nickname' && nickname === '') return refuse('qa.needsNickname')
  const name = names === 'own' ? ctx.rows.name : names === 'nickname' ? nickname : null
  const side = ctx.facts?.attendance ?? 'home'
  return [asked(channel, state, ctx.facts, { question: ctx.command, channel: channel.id, by, side, text, name, offer })]
}

/** A line of the chat, by its author or a moderator: in the channel that was chosen, or the first its author may ask in. */
function takeIn(state: State, data: Data<'qa.takeIn'>, ctx: Ctx<Rows>): readonly Event[] | Refusal {
  const { participant: by, side, text } = data
  const facts = ctx.rows.person?.facts ?? null
  const fitting = Object.values(state.channels)
    .sort((a, b) => a.place - b.place)
    .find((one) => facts && obstacleToAsk(one, facts) === null)
  const channel = data.channel === null ? fitting : state.channels[data.channel]
  const no = mayAskIn(state, channel, facts, ctx.rows)
  if (no || !channel) return refuse(no ?? 'qa.noChannel')
  const wrong = wrongText(state, channel, by, text, ctx.now)
  if (wrong) return wrong
  // A nickname is chosen for a question: the name a line was said under stands under none.
  const name = channel.rules.names === 'own' ? data.name : null
  const question = { question: ctx.command, channel: channel.id, by, side, text, name, offer: null }
  return [asked(channel, state, facts, question)]
}

/** The code of why this person cannot ask here, or null. Those who look after a channel read it and may ask like its segment. */
function mayAskIn(state: State, channel: Channel | undefined, facts: Facts | null, { isOver }: Rows): string | null {
  if (!channel || !facts) return 'qa.noChannel'
  const obstacle = obstacleToAsk(channel, facts)
  if (obstacle === 'qa.noChannel')
    return mayTriage(state, facts, channel.id) && channel.state !== 'archived' ? 'qa.mayNotAsk' : obstacle
  return isOver ? 'qa.over' : obstacle
}

const asked = (
  channel: Channel,
  state: State,
  facts: Facts | null,
  data: Omit<Asked, 'isOwnName' | 'isNickname' | 'isVisible'>,
): Event => ({
  type: 'qa.asked',
  data: {
    ...data,
    isOwnName: channel.rules.names === 'own',
    ...(data.name !== null && (channel.rules.names === 'nickname' || facts?.privacy === 'nickname')
      ? { isNickname: true }
      : {}),
    isVisible: !channel.rules.isPremoderated && hasRoom(state, channel.id),
  },
})

function wrongText(state: State, { id, rules }: Channel, by: string, text: string, now: number): Refusal | null {
  const obstacle = obstacleInText(text, rules.length)
  if (obstacle) return refuse(obstacle, { length: rules.length })
  const lately = state.lately[by] ?? []
  if (lately.some((one) => one.at > now - SAID_ALREADY_MS && isSameText(one.text ?? '', text)))
    return refuse('qa.saidAlready')
  const times = lately.filter((one) => one.channel === id && one.at > now - ASKING_MS)
  if (times.length < rules.perTenMinutes) return null
  const seconds = Math.ceil((times.at(-rules.perTenMinutes)!.at + ASKING_MS - now) / 1000)
  return refuse('qa.tooMany', { seconds })
}

/** A question of the caller's own; someone else's, seen, is not theirs, and unseen not there. */
function own(state: State, id: string, ctx: Ctx<Rows>): Question | Refusal {
  const one = state.questions[id]
  if (one?.by === self(ctx)) return one
  return refuse(one && maySee(state, ctx.facts, one) ? 'qa.notYours' : 'qa.noQuestion')
}

function edit(state: State, { question, text }: Data<'qa.edit'>, ctx: Ctx<Rows>): readonly Event[] | Refusal {
  const one = own(state, question, ctx)
  if ('refused' in one) return one
  if (ctx.rows.isOver) return refuse('qa.over')
  // It may wait again after it was shown: what others want answered is what they read.
  if (one.stand.state !== 'pending' || one.votes > 0) return refuse('qa.notPending')
  const length = state.channels[one.stand.channel]?.rules.length ?? 0
  const obstacle = obstacleInText(text, length)
  if (obstacle) return refuse(obstacle, { length })
  return one.text === text ? [] : [{ type: 'qa.edited', data: { question, text } }]
}

function offer(state: State, { question, offer }: Data<'qa.offer'>, ctx: Ctx<Rows>): readonly Event[] | Refusal {
  const one = own(state, question, ctx)
  if ('refused' in one) return one
  if (ctx.rows.isOver) return refuse('qa.over')
  if (!isOpen(one.stand.state) && one.stand.state !== 'answering') return refuse('qa.notVisible')
  return one.offer?.where === offer?.where ? [] : [{ type: 'qa.offered', data: { question, offer } }]
}

function vote(
  state: State,
  command: Extract<Command, { type: 'qa.vote' | 'qa.unvote' }>,
  ctx: Ctx<Rows>,
): readonly Event[] | Refusal {
  const { question } = command.data
  const me = self(ctx)
  const one = state.questions[question]
  if (!one) return refuse('qa.noQuestion')
  const folded = foldedInto(state, question)
  if ([one, ...folded].some(({ by }) => by === me)) return refuse('qa.ownQuestion')
  const channel = state.channels[one.stand.channel]
  if (!channel || !ctx.facts || !maySee(state, ctx.facts, one)) return refuse('qa.noQuestion')
  if (ctx.rows.isOver) return refuse('qa.over')
  const obstacle = obstacleToVote(channel, ctx.facts)
  // Those who look after a channel see it, whomever it is for.
  if (obstacle) return refuse(obstacle === 'qa.noChannel' ? 'qa.mayNotVote' : obstacle)
  if (one.stand.state !== 'visible' && one.stand.state !== 'answering') return refuse('qa.notVisible')
  const hasVoted = [one, ...folded].some(({ voters }) => voters[me])
  if (command.type === 'qa.vote') return hasVoted ? [] : [{ type: 'qa.voted', data: { question, by: me } }]
  return hasVoted ? [{ type: 'qa.unvoted', data: { question, by: me } }] : []
}

const isHidden = ({ hides }: State, me: string, { by, stand }: Question): boolean =>
  (hides[me] ?? []).some(({ author, channel }) => author === by && channel === stand.channel)

/** Changes the state and names the keys it touched. */
export function evolveLife(state: State, event: LifeEvent, { at }: Meta): readonly string[] {
  switch (event.type) {
    case 'qa.asked':
      return wasAsked(state, event.data, at)
    case 'qa.voted':
    case 'qa.unvoted':
      return voted(state, event, event.type === 'qa.voted')
    case 'qa.authorHidden': {
      const { question, by } = event.data
      const one = state.questions[question]
      if (!one) return []
      state.hides[by] = [{ author: one.by, channel: one.stand.channel }, ...(state.hides[by] ?? [])]
      state.hiders[one.by] = [...new Set([...(state.hiders[one.by] ?? []), by])]
      return [`@${by}/hidden`]
    }
    case 'qa.authorsShown': {
      const { by } = event.data
      for (const { author } of state.hides[by] ?? [])
        state.hiders[author] = (state.hiders[author] ?? []).filter((one) => one !== by)
      delete state.hides[by]
      return [`@${by}/hidden`]
    }
    case 'qa.authorRemoved':
      return authorRemoved(state, event.data.participant)
    case 'qa.authorReturned': {
      const { participant } = event.data
      delete state.removed[participant]
      return questionsOf(state, participant)
        .filter(({ stand }) => stand.reason === 'removed')
        .flatMap((one) => putBack(state, one))
    }
    default:
      return ofOne(state, event)
  }
}

type OfOne = Extract<LifeEvent, { type: `qa.${'edited' | 'offered' | 'withdrawn' | 'parted' | 'putBackIn'}` }>

function ofOne(state: State, event: OfOne): readonly string[] {
  const one = state.questions[event.data.question]
  if (!one) return []
  switch (event.type) {
    case 'qa.edited':
      one.text = event.data.text
      return keysOf(state, one)
    case 'qa.offered':
      one.offer = event.data.offer
      return keysOf(state, one)
    case 'qa.withdrawn':
      return takeAway(state, one, 'takenBack')
    case 'qa.parted': {
      // As if it had never been folded.
      const [last, ...earlier] = one.changes
      one.changes = earlier
      return last ? moveBack(state, one, last.before) : []
    }
    case 'qa.putBackIn':
      return putBack(state, one)
    default:
      return event satisfies never
  }
}

function wasAsked(state: State, data: Asked, at: number): string[] {
  const { question: id, isVisible, channel, ...told } = data
  const nothing = { into: null, reason: null, note: null, startedAt: null, answeredAt: null, answer: null }
  const fresh = {
    ...{ ended: 0, votes: 0, takenFrom: null, calledAt: null, claim: null, escalated: null },
    chapter: null,
  }
  const lists = { voters: {}, folded: [], labels: [], notes: [], changes: [] }
  const stand = { state: isVisible ? ('visible' as const) : ('pending' as const), channel, since: at, ...nothing }
  const { asked } = state.turns[told.side]
  if (!asked.includes(told.by)) asked.push(told.by)
  const lately = (state.lately[told.by] ?? []).filter((one) => one.at > at - ASKING_MS)
  state.lately[told.by] = [...lately, { channel, text: told.text, at }]
  state.mine[told.by] = [id, ...(state.mine[told.by] ?? [])]
  return place(state, {
    id,
    number: ++state.asked,
    at,
    stand,
    ...fresh,
    ...lists,
    ...told,
    isNickname: told.isNickname ?? false,
  })
}

function voted(state: State, { data: { question, by } }: { data: { question: string; by: string } }, isFor: boolean) {
  const one = state.questions[question]
  if (!one) return []
  const folded = foldedInto(state, question)
  const changed = isFor ? [one] : [one, ...folded].filter(({ voters }) => voters[by])
  const mine = state.votes[by] ?? []
  if (isFor) one.voters[by] = true
  else for (const { voters } of changed) delete voters[by]
  const gone = new Set(changed.map(({ id }) => id))
  state.votes[by] = isFor ? [question, ...mine] : mine.filter((id) => !gone.has(id))
  const keys = [`@${by}/votes`, ...voteKeys(one)]
  if (folded.length > 0) return [...keys, ...recount(state, isFor ? [one] : [one, ...folded])]
  one.votes += isFor ? 1 : -1
  return keys
}

const voteKeys = ({ id, by }: Question): string[] => ['now', `question/${id}`, `@${by}/mine`]

const questionsOf = ({ mine, questions }: State, participant: string): Question[] =>
  (mine[participant] ?? []).flatMap((id) => questions[id] ?? [])

/** What is put away with someone who is removed: all of theirs that is not done with. */
const goingWith = (state: State, participant: string): Question[] =>
  questionsOf(state, participant).filter(({ stand }) => isOpen(stand.state) || stand.state === 'answering')

function authorRemoved(state: State, participant: string): string[] {
  state.removed[participant] = true
  return goingWith(state, participant).flatMap((one) => takeAway(state, one, 'removed'))
}

/** Puts a question away as its asker's wish or fate. What was being answered then would wait again. */
function takeAway(state: State, one: Question, reason: 'takenBack' | 'removed'): string[] {
  const { stand } = one
  one.takenFrom = stand.state === 'answering' ? { ...stand, state: 'visible', startedAt: null } : stand
  return move(state, one.id, { state: 'archived', reason, startedAt: null, answeredAt: null })
}
