import { z } from 'zod'
import { Id } from '../core/ids.ts'
import { Attendance } from '../core/people.ts'
import { REASONS } from './reasons.ts'

export { Segment } from '../core/segment.ts'

/** A moment, ms UTC. */
export const At = z.int().min(0)
export const Side = Attendance
export const Reason = z.enum(REASONS)

/** Where a question stands. `archived`: put away, by its asker (`takenBack`) or by a moderator. */
export const State = z.enum(['pending', 'visible', 'answering', 'answered', 'dismissed', 'merged', 'archived'])
export type State = z.infer<typeof State>

/** What a channel takes now. */
export const ChannelState = z.enum(['closed', 'open', 'asking', 'voting', 'archived'])
export type ChannelState = z.infer<typeof ChannelState>

const Who = z.enum(['segment', 'everyone', 'nobody'])

/** How a channel works. Who may ask or vote may read. */
export const ChannelRules = z.strictObject({
  isPremoderated: z.boolean(),
  ask: Who,
  vote: Who,
  read: z.enum(['segment', 'everyone']),
  /** Questions stand under the asker's own name, one chosen for here, or none. */
  names: z.enum(['own', 'nickname', 'none']),
  /** Hidden until voting closes. */
  votes: z.enum(['shown', 'hidden']),
  /** Characters of a question, and questions a person in ten minutes. */
  length: z.int().min(80).max(1000),
  perTenMinutes: z.int().min(1).max(50),
})
export type ChannelRules = z.infer<typeof ChannelRules>

/** An answer in writing. */
export const Answer = z.object({ text: z.string(), name: z.string(), at: At })

const Turns = z.object({ asked: z.int(), served: z.int(), answered: z.int() })
/** Of each side: distinct people who asked, turns given (answered, or being answered), and answered. */
export const Tally = z.object({ room: Turns, home: Turns })

export const Questions = z.array(Id).min(1).max(100)
export const Question = z.strictObject({ question: Id })
