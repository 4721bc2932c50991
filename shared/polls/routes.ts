import { z } from 'zod'
import { Id } from '../core/ids.ts'
import { route } from '../core/route.ts'

/** All polls of an airing that were ever opened, as a table; votes as numbers only. */
export const exportPolls = route({
  method: 'GET',
  path: '/api/events/:event/airings/:airing/polls.csv',
  by: ['moderator', 'producer', 'organizer'],
  auth: 'cookie',
  summary: 'What was voted in the polls of an airing, as CSV: a line an answer, and nobody’s name.',
  params: z.strictObject({ event: Id, airing: Id }),
  reply: z.string(),
  refusals: [],
})
