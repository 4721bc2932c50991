import { isVoting } from '#shared/qa/rules.ts'
import type { Channel, Question, State } from './state.ts'

const LIMITED = 'moderator:'
/** Ends the audience of limited moderators who stand on stage as well: what comes now they see as mentors. */
const ON_STAGE = '+mentor'

/** The audience of moderators who look after these channels, by their places: twenty ids would make its name too long. */
export const limitedTo = (channels: readonly Channel[], isMentor: boolean): string =>
  LIMITED +
  channels
    .map(({ place }) => place)
    .sort((a, b) => a - b)
    .join('+') +
  (isMentor ? ON_STAGE : '')

/** Is this an audience of those who look after channels, all or some? */
export const isTriaging = (audience: string): boolean => audience === 'staff' || audience.startsWith(LIMITED)

/** Do these see what is answered now, of all channels or of theirs? */
export const isShownNow = (audience: string): boolean =>
  audience === 'mentors' || audience === 'screen' || (isTriaging(audience) && !audience.endsWith(ON_STAGE))

/** Does this audience look after the channel? */
export const isKept = (audience: string, channel: Channel | undefined): boolean =>
  audience === 'staff' ||
  (audience.startsWith(LIMITED) &&
    channel !== undefined &&
    audience.slice(LIMITED.length).split('+').includes(String(channel.place)))

/** The votes of a question as its channel shows them now; null while it hides them. */
export function votesShown({ channels }: State, { stand, votes }: Question): number | null {
  const channel = channels[stand.channel]
  return channel?.rules.votes === 'hidden' && isVoting(channel) ? null : votes
}
