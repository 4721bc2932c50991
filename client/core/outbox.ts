import type { RoomConnectOptions, RoomOptions, Room as StageRoom } from 'livekit-client'
import type { ManagerOptions, Socket, SocketOptions } from 'socket.io-client'
import type { z } from 'zod'
import type { Refusal } from '#shared/core/refusals.ts'
import type { RouteReply, RouteSpec } from '#shared/core/route.ts'

/*
 * The one way out of this device. Nothing else in the client opens a connection or sends a byte; tests/laws/outbox.test.ts
 * holds that, so what leaves can be listed here.
 */

/** No answer for this long counts as a dropped line. ms */
const PATIENCE = 20_000

type Sent<T> = T extends z.ZodType ? z.input<T> : never
/** What a call of a route takes: exactly the parts the route names, and a capability where it asks for one. */
export type Sends<R extends RouteSpec> = (R['params'] extends z.ZodType ? { params: Sent<R['params']> } : unknown) &
  (R['query'] extends z.ZodType ? { query?: Sent<R['query']> } : unknown) &
  (R['body'] extends z.ZodType ? { body: Sent<R['body']> } : unknown) &
  (R['auth'] extends 'capability' ? { capability: string } : unknown)

export type Outcome<T> = { ok: true; value: T } | ({ ok: false } & Refusal)

interface Parts {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
  capability?: string
}

/**
 * Calls a REST route: `call<typeof routes.signIn>('POST /api/sign-in', { body: { mail } })`.
 * A refusal is a value; a dropped line is `core.unavailable` (it may be done, and may be asked again).
 */
export async function call<R extends RouteSpec>(
  route: `${R['method']} ${R['path']}`,
  ...[sends]: unknown extends Sends<R>
    ? []
    : Record<never, never> extends Sends<R>
      ? [sends?: Sends<R>]
      : [sends: Sends<R>]
): Promise<Outcome<RouteReply<R>>> {
  return (await send(route, sends ?? {})) as Outcome<RouteReply<R>>
}

async function send(route: string, { params, query, body, capability }: Parts): Promise<Outcome<unknown>> {
  const [method = 'GET', path = '/'] = route.split(' ', 2)
  const headers = new Headers({ accept: 'application/json' })
  if (body !== undefined) headers.set('content-type', 'application/json')
  if (capability) headers.set('authorization', `Capability ${capability}`)
  let response: Response
  let answer: unknown
  try {
    response = await fetch(addressOf(path, params, query), {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
      // A capability stands for itself: the cookie, which knows the person, stays here.
      credentials: capability ? 'omit' : 'same-origin',
      // Ask every time; the browser sends the ETag it holds and takes a 304 as the copy it has.
      cache: 'no-cache',
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE),
    })
    answer = await response.json()
  } catch {
    return { ok: false, refused: 'core.unavailable' }
  }
  if (response.ok) return { ok: true, value: answer }
  return { ok: false, ...asRefusal(answer, response.status) }
}

function addressOf(path: string, params: Parts['params'], query: Parts['query']): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params?.[name] ?? '')))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined) search.set(name, String(value))
  return search.size ? `${filled}?${search}` : filled
}

/** A proxy on the way answers in its own shape; then the status says enough. */
function asRefusal(answer: unknown, status: number): Refusal {
  if (typeof answer === 'object' && answer !== null && 'refused' in answer) return answer as Refusal
  return { refused: status === 429 ? 'core.tooMany' : status >= 502 ? 'core.unavailable' : 'core.bug' }
}

/** Opens the live line. `auth` is asked anew at every connection, as a capability may have been replaced meanwhile. */
export async function openSocket(
  url: string,
  auth: (give: (auth: Record<string, unknown>) => void) => void,
  options: Partial<ManagerOptions & SocketOptions> = {},
): Promise<Socket> {
  const { io } = await import('socket.io-client')
  return io(url, { transports: ['websocket'], withCredentials: false, ...options, auth })
}

/** The media library, for devices and tracks on this device. It connects nowhere until `openRoom`. */
export const loadMedia = () => import('livekit-client')

/** Makes a room of the media server, not yet connected, so that listeners can be added before `join` is called. */
export async function openRoom(
  seat: { url: string; token: string },
  options: RoomOptions,
): Promise<{ room: StageRoom; join(options?: RoomConnectOptions): Promise<void> }> {
  const { Room, setLogLevel } = await loadMedia()
  // It calls every line that ends an error, those we replace too. What a broken line means says whoever owns it.
  setLogLevel('silent')
  const room = new Room(options)
  // No ICE servers of others: LiveKit's client would otherwise ask public STUN servers where we are.
  const own: RoomConnectOptions = { autoSubscribe: false, rtcConfig: { iceServers: [] } }
  return { room, join: (more) => room.connect(seat.url, seat.token, { ...own, ...more }) }
}
