import { z } from 'zod'
import { Id } from '../core/ids.ts'
import { Role } from '../core/people.ts'
import { route } from '../core/route.ts'

/** The names around reports: of people as they are called now, of airings by their sessions. */
export const reportNames = route({
  method: 'GET',
  path: '/api/events/:event/reports/names',
  by: ['moderator', 'organizer'],
  auth: 'cookie',
  summary: 'How the people and airings that reports are about are called now.',
  params: z.object({ event: Id }),
  reply: z.object({
    people: z.array(
      z.object({ participant: z.string(), name: z.string(), roles: z.array(Role), isRemoved: z.boolean() }),
    ),
    airings: z.array(z.object({ id: z.string(), title: z.string() })),
  }),
  refusals: [],
})
