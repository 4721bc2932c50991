import * as routes from '#shared/airing/encoder.routes.ts'
import { isRefusal, type Refusal, refuse } from '#shared/core/refusals.ts'
import type { Context } from '../context.ts'
import { type Answering, type Handler, handle } from '../http/handler.ts'
import { MediaAway } from '../media/port.ts'
import { SENDS, SENDS_UNHEARD } from '../media/reconcile.ts'
import type { WhipAnswer, WhipRequest } from '../media/whip.ts'
import { encoderByKey, identityOf } from './encoders.ts'
import { reconcileJob } from './policies.ts'

/** The key a sender shows. */
const keyOf = ({ headers }: Answering): string => /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? ''

/** LiveKit would let in who offers neither picture nor sound, and answer that it is not ready. */
const isOffer = (body = ''): boolean => body.startsWith('v=0') && /^m=(audio|video) /m.test(body)

/**
 * WHIP on our own address: the venue's encoder shows its key, and what it says goes on to the media server under a token
 * that never leaves us, for the stage of that key and nothing else. The media server holds each session to its identity.
 */
export function whipHandlers({ core, db, clock, media, log }: Context): readonly Handler[] {
  async function pass(http: Answering, request: WhipRequest): Promise<WhipAnswer | Refusal> {
    const encoder = await encoderByKey(db.sql, keyOf(http))
    if (!encoder) return refuse('airing.wrongEncoderKey')
    if (request.method === 'POST' && !isOffer(request.body)) return refuse('airing.badOffer')
    if (media.state().step !== 'ready') return refuse('airing.mediaNotReady')
    try {
      // Whoever is silenced comes in without the right to be heard, so that not a word is, before the room is compared.
      const grant = encoder.silenced ? SENDS_UNHEARD : SENDS
      return await media.whip(`stage:${encoder.stage}`, identityOf(encoder.id), grant, request)
    } catch (error) {
      if (!(error instanceof MediaAway)) throw error
      log.warn({ stage: encoder.stage, reason: error.message }, 'a sender was not passed on')
      return refuse('airing.mediaNotReady')
    } finally {
      if (request.method !== 'PATCH') await look(encoder.stage)
    }
  }

  /** Has the room compared, so that the airing is told; a key that was revoked meanwhile is found then, too. */
  async function look(stage: string): Promise<void> {
    await core.jobs.add(db.sql, [reconcileJob(stage, clock.now())])
    core.jobs.wake()
  }

  return [
    handle(routes.beginWhip, async ({ body, http }) => {
      const answer = await pass(http, { method: 'POST', resource: null, body })
      if (isRefusal(answer)) return answer
      if (answer.status !== 201 || answer.resource === null)
        return refuse(answer.status === 503 ? 'airing.mediaNotReady' : 'airing.badOffer')
      http.status(201)
      http.header('content-type', routes.beginWhip.text)
      // On the address by which the sender came, whatever that is.
      http.header('location', `${routes.beginWhip.path}/${answer.resource}`)
      if (answer.etag !== null) http.header('etag', answer.etag)
      return answer.body
    }),

    handle(routes.changeWhip, async ({ params, body, http }) => {
      const ifMatch = http.headers['if-match']
      const answer = await pass(http, { method: 'PATCH', resource: params.resource, body, ifMatch })
      if (isRefusal(answer)) return answer
      // Of a session that was begun anew meanwhile LiveKit says 500 where the standard says 412.
      http.status(answer.status === 500 ? 412 : answer.status)
      http.header('content-type', routes.changeWhip.text)
      if (answer.etag !== null) http.header('etag', answer.etag)
      return answer.body
    }),

    handle(routes.endWhip, async ({ params, http }) => {
      const answer = await pass(http, { method: 'DELETE', resource: params.resource })
      if (isRefusal(answer)) return answer
      http.status(answer.status)
      return ''
    }),
  ]
}
