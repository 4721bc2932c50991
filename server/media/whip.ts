import { MediaAway } from './port.ts'

const TIMEOUT_MS = 10_000

/** One step of a sender's session by WHIP (RFC 9725): begin it (`resource` null), tell more of the line, or end it. */
export interface WhipRequest {
  method: 'POST' | 'PATCH' | 'DELETE'
  /** The session, as the answer to its POST named it. */
  resource: string | null
  /** An SDP offer, or a fragment of one. */
  body?: string
  ifMatch?: string
}
export interface WhipAnswer {
  status: number
  resource: string | null
  etag: string | null
  body: string
}

/**
 * Asks the media server at `url` (http) with a token of ours. Of its answer only what a sender needs comes back: it would
 * name public STUN servers of others. Rejects with `MediaAway` when nothing comes back.
 */
export async function askWhip(url: string, token: string, request: WhipRequest): Promise<WhipAnswer> {
  const { method, resource, body, ifMatch } = request
  const headers = new Headers({ authorization: `Bearer ${token}` })
  if (body !== undefined)
    headers.set('content-type', method === 'POST' ? 'application/sdp' : 'application/trickle-ice-sdpfrag')
  if (ifMatch !== undefined) headers.set('if-match', ifMatch)
  try {
    const reply = await fetch(`${url}/whip/v1${resource === null ? '' : `/${encodeURIComponent(resource)}`}`, {
      method,
      headers,
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    return {
      status: reply.status,
      resource: reply.headers.get('location')?.split('/').at(-1) ?? null,
      etag: reply.headers.get('etag'),
      body: await reply.text(),
    }
  } catch (error) {
    throw new MediaAway('The media server did not answer a sender.', { cause: error })
  }
}
