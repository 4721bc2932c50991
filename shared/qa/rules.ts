import { type Fitting, fits, isForAll } from '../core/fits.ts'
import type { Segment } from '../core/segment.ts'
import type { ChannelRules, ChannelState } from './words.contract.ts'

const MINUTE = 60_000
/** At most this many channels an airing has. */
export const MOST_CHANNELS = 20
/** At most this many questions are visible in a channel: more nobody reads. */
export const MOST_VISIBLE = 300
/** How many of the others those who triage hold: the newest pending, and the last done. */
export const MOST_PENDING = 500
export const MOST_DONE = 50
/** How many of one's own questions one sees. */
export const MOST_MINE = 50
/** At most this many labels and notes a question has. */
export const MOST_LABELS = 8
export const MOST_NOTES = 20
/** How many changes of a question can be taken back. */
export const MOST_CHANGES = 20
/** How long "I take this" holds. ms */
export const CLAIM_MS = 90_000
/** Within this time the same words are not asked twice by one person. ms */
export const SAID_ALREADY_MS = MINUTE
/** Over this time a channel counts how often one person asks. ms */
export const ASKING_MS = 10 * MINUTE

/** What the rules look at: the `channel` record has it. `segment`: null where it is not told, to who belongs to it. */
export interface Channel {
  state: ChannelState
  rules: Pick<ChannelRules, 'ask' | 'vote' | 'read'>
  segment: Segment | null
}

/** May this person read the channel, as one of the audience? Those who triage read it beside this. */
export const mayRead = (channel: Channel, me: Fitting): boolean =>
  channel.state !== 'archived' && belongs(channel.rules.read, channel, me)

/** May everyone read the channel, whoever they are? */
export const isReadByEveryone = ({ state, rules, segment }: Channel): boolean =>
  state !== 'archived' && (rules.read === 'everyone' || (segment !== null && isForAll(segment)))

/** The code of why this person cannot ask here now, or null. Of a channel they may not read: `qa.noChannel`. */
export function obstacleToAsk(channel: Channel, me: Fitting): 'qa.noChannel' | 'qa.notAsking' | 'qa.mayNotAsk' | null {
  if (!mayRead(channel, me)) return 'qa.noChannel'
  if (!belongs(channel.rules.ask, channel, me)) return 'qa.mayNotAsk'
  return channel.state === 'open' || channel.state === 'asking' ? null : 'qa.notAsking'
}

/** The code of why this person cannot vote here now, or null. Of a channel they may not read: `qa.noChannel`. */
export function obstacleToVote(
  channel: Channel,
  me: Fitting,
): 'qa.noChannel' | 'qa.notVoting' | 'qa.mayNotVote' | null {
  if (!mayRead(channel, me)) return 'qa.noChannel'
  if (!belongs(channel.rules.vote, channel, me)) return 'qa.mayNotVote'
  return isVoting(channel) ? null : 'qa.notVoting'
}

/** Can this person ask here now? For drawing the field. */
export const mayAsk = (channel: Channel, me: Fitting): boolean => obstacleToAsk(channel, me) === null

/** Can this person vote here now? For drawing the button. */
export const mayVote = (channel: Channel, me: Fitting): boolean => obstacleToVote(channel, me) === null

/** Does the channel take votes now? So long a channel that hides them shows none. */
export const isVoting = ({ state }: Pick<Channel, 'state'>): boolean => state === 'open' || state === 'voting'

/** Might someone ask or vote who may not read? Then the channel cannot be made so. */
export const isReadByAll = ({ ask, vote, read }: Channel['rules']): boolean =>
  read === 'everyone' || (ask !== 'everyone' && vote !== 'everyone')

function belongs(who: 'segment' | 'everyone' | 'nobody', { segment }: Channel, me: Fitting): boolean {
  if (who !== 'segment') return who === 'everyone'
  return segment === null || fits(segment, me)
}
