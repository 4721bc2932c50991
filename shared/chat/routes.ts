import { z } from 'zod'
import { Id } from '../core/ids.ts'
import { ROLES } from '../core/people.ts'
import { route } from '../core/route.ts'
import { Line } from './contract.ts'

export const olderLines = route({
  method: 'GET',
  path: '/api/events/:event/airings/:airing/chat',
  by: ROLES,
  auth: 'capability',
  summary: 'Lines of the chat from before one of them, 50 a page; hidden ones for those who look after it.',
  params: z.strictObject({ event: Id, airing: Id }),
  query: z.strictObject({
    before: z.coerce
      .number()
      .int()
      .min(1)
      .max(2 ** 31 - 1),
  }),
  reply: z.object({
    /** The oldest first. */
    lines: z.array(Line),
    /** Whether there are still older ones. */
    hasMore: z.boolean(),
  }),
  refusals: ['chat.off'],
})
