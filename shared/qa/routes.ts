import { z } from 'zod'
import { Id } from '../core/ids.ts'
import { ROLES } from '../core/people.ts'
import { route } from '../core/route.ts'
import { line } from '../core/text.ts'
import { qa } from './contract.ts'
import { At, State } from './words.contract.ts'

/** Of each page of the list. */
export const QUESTIONS_PAGE = 50

const airing = z.strictObject({ event: Id, airing: Id })

export const questions = route({
  method: 'GET',
  path: '/api/events/:event/airings/:airing/questions',
  by: ROLES,
  auth: 'cookie',
  summary:
    'Questions of an airing, the newest first, page by page: all of their channels to those who look after them, those answered to everyone who may read them.',
  params: airing,
  query: z.strictObject({
    state: State.optional(),
    channel: Id.optional(),
    label: line(24).optional(),
    search: line(80, 0).default(''),
    /** What the page before said under `next`. */
    before: z.coerce
      .number()
      .int()
      .min(1)
      .max(2 ** 31 - 1)
      .optional(),
  }),
  reply: z.object({ questions: z.array(qa.records.question), next: z.int().nullable() }),
  refusals: [],
})

/** What was answered on stage, from when to when: wall times, and media times by the airing's clock; all ms. */
const Chapter = z.object({
  question: Id,
  title: z.string(),
  startedAt: At,
  answeredAt: At,
  /** Null: from before it was first live. */
  start: At.nullable(),
  end: At.nullable(),
  isCorrected: z.boolean(),
})

export const chapters = route({
  method: 'GET',
  path: '/api/events/:event/airings/:airing/chapters',
  by: ROLES,
  auth: 'cookie',
  summary: 'The questions answered on stage as chapters, the first one first.',
  params: airing,
  reply: z.object({ chapters: z.array(Chapter) }),
  refusals: [],
})

export const chaptersFile = route({
  method: 'GET',
  path: '/api/events/:event/airings/:airing/chapters.vtt',
  by: ROLES,
  auth: 'cookie',
  summary: 'The same as a WebVTT file, in media time.',
  params: airing,
  reply: z.string(),
  refusals: [],
})
