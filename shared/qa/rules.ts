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

/** What the rules look at. */
export interface Channel extends Told {
  segment: Segment
}
/** As much of it as those who read it are told: the `channel` record has it. */
interface Told {
  state: ChannelState
  rules: Pick<ChannelRules, 'ask' | 'vote' | 'read'>
}

/** May this person read the channel, as one of the audience? Those who triage read it beside this. */
export const mayRead = (channel: Channel, me: Fitting): boolean =>
  channel.state !== 'archived' && isFor(channel.rules.read, fits(channel.segment, me))

/** May everyone read the channel, whoever they are? */
export const isReadByEveryone = ({ state, rules, segment }: Channel): boolean =>
  state !== 'archived' && (rules.read === 'everyone' || isForAll(segment))

/** The code of why this person cannot ask here now, or null. Of a channel they may not read: `qa.noChannel`. */
export function obstacleToAsk(channel: Channel, me: Fitting): 'qa.noChannel' | 'qa.notAsking' | 'qa.mayNotAsk' | null {
  if (!mayRead(channel, me)) return 'qa.noChannel'
  if (!isFor(channel.rules.ask, fits(channel.segment, me))) return 'qa.mayNotAsk'
  return isAsking(channel) ? null : 'qa.notAsking'
}

/** The code of why this person cannot vote here now, or null. Of a channel they may not read: `qa.noChannel`. */
export function obstacleToVote(
  channel: Channel,
  me: Fitting,
): 'qa.noChannel' | 'qa.notVoting' | 'qa.mayNotVote' | null {
  if (!mayRead(channel, me)) return 'qa.noChannel'
  if (!isFor(channel.rules.vote, fits(channel.segment, me))) return 'qa.mayNotVote'
  return isVoting(channel) ? null : 'qa.notVoting'
}

/** Of a channel one reads, for drawing the field: can one ask here now? `belongs`: one is of its segment. */
export const mayAsk = (channel: Told, belongs: boolean): boolean =>
  isFor(channel.rules.ask, belongs) && isAsking(channel)

/** Of a channel one reads, for drawing the button: can one vote here now? */
export const mayVote = (channel: Told, belongs: boolean): boolean =>
  isFor(channel.rules.vote, belongs) && isVoting(channel)

/** Does the channel take questions now? */
export const isAsking = ({ state }: Pick<Told, 'state'>): boolean => state === 'open' || state === 'asking'

/** Does the channel take votes now? So long a channel that hides them shows none. */
export const isVoting = ({ state }: Pick<Told, 'state'>): boolean => state === 'open' || state === 'voting'

/** Might someone ask or vote who may not read? Then the channel cannot be made so. */
export const isReadByAll = ({ ask, vote, read }: Told['rules']): boolean =>
  read === 'everyone' || (ask !== 'everyone' && vote !== 'everyone')

/** Does this part of a channel's rules let someone in, who belongs to its segment or does not? */
export const isFor = (who: 'segment' | 'everyone' | 'nobody', belongs: boolean): boolean =>
  who === 'everyone' || (who === 'segment' && belongs)

/** Must those who read the channel be told whether they belong to its segment? Where only it reads, reading says so. */
export const isUntold = ({ ask, vote, read }: Told['rules']): boolean =>
  read === 'everyone' && (ask === 'segment' || vote === 'segment')
