import type { qa } from '#shared/qa/contract.ts'
import type { questions as route } from '#shared/qa/routes.ts'
import { conductHere } from '../../conduct/conduct.svelte.ts'
import { unseen } from '../../conduct/unseen.ts'
import { call } from '../../core/outbox.ts'
import { Questions } from '../../qa/panel/questions.svelte.ts'
import { SimilarQuestions } from '../../qa/similar.ts'
import type { OpenAiring } from './open-airing.svelte.ts'

/** Opens the questions of an airing for the component that calls this while it is made; they close with it. */
export function openQuestions(open: OpenAiring, airing: string): Questions {
  const { live } = open
  const { event } = live
  const conduct = conductHere()
  const stream = live.open<typeof qa>(`qa:${airing}`)
  const similar = new SimilarQuestions()
  $effect(() => () => {
    stream.close()
    similar.close()
  })
  const isBlocked = (participant: string) => conduct.isBlocked(participant)
  return new Questions(unseen(stream, isBlocked), {
    airing,
    isBlocked,
    serverNow: () => live.serverNow(),
    findSimilar: (text, among) => similar.find(text, among, { most: 1 }),
    async older(channel, before) {
      const asked = await call<typeof route>('GET /api/events/:event/airings/:airing/questions', {
        params: { event, airing },
        query: { channel, state: 'answered', ...(before === null ? {} : { before }) },
      })
      return asked.ok ? { list: asked.value.questions, next: asked.value.next } : null
    },
  })
}
