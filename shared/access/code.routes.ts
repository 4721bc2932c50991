import { z } from 'zod'
import { Id } from '../core/ids.ts'
import { ROLES } from '../core/people.ts'
import { route } from '../core/route.ts'
import { AppealMail, AppealWords, CodeText, CodeVersion } from './code-of-conduct.ts'
import { Appeal, EventCard, Slug } from './routes.ts'

export const readCode = route({
  method: 'GET',
  path: '/api/door/:slug/conduct',
  by: ['anyone'],
  auth: 'cookie',
  summary: 'The code of conduct of an event, for whoever may see its door, and how to appeal.',
  params: z.strictObject({ slug: Slug }),
  reply: z.object({
    event: EventCard,
    version: CodeVersion,
    /** Empty: Foyer's own. */
    text: z.string(),
    appeal: Appeal,
  }),
  refusals: [],
})

export const changeCode = route({
  method: 'PUT',
  path: '/api/events/:event/conduct',
  by: ['organizer'],
  auth: 'cookie',
  summary: 'Gives an event a new version of its code of conduct and of how to appeal.',
  params: z.strictObject({ event: Id }),
  body: z.strictObject({
    /** The version it was changed from. */
    version: CodeVersion,
    text: CodeText,
    appeal: z.strictObject({ mail: AppealMail, words: AppealWords }),
    /** Who is in already is asked again. */
    asksAgain: z.boolean(),
  }),
  reply: z.object({ version: CodeVersion }),
  refusals: ['core.stale'],
})

export const acceptCode = route({
  method: 'POST',
  path: '/api/events/:event/conduct/acceptance',
  by: ROLES,
  auth: 'cookie',
  summary: 'Accepts the code of conduct again, where a changed one needs it.',
  params: z.strictObject({ event: Id }),
  body: z.strictObject({ version: CodeVersion }),
  reply: z.object({}),
  refusals: ['access.conductFirst'],
})
