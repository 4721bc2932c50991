import type { z } from 'zod'
import type { HeldRole } from './people.ts'

/**
 * Who may call a route. A role is held at the event named by the path's `:event`; `anyone` needs nothing, `device` a
 * cookie (guest or account), `account` a signed-in account, `owner` an account that may create events,
 * `server` a signature (webhooks), `encoder` the key of a venue's encoder.
 */
export type RouteCaller = HeldRole | 'anyone' | 'device' | 'account' | 'owner' | 'server' | 'encoder'

/**
 * How a route knows its caller. Origin is required for `cookie` and `capability` on everything but GET; `signature` and
 * `bearer` (a device's own key) are checked by the route itself.
 */
export type RouteAuth = 'none' | 'cookie' | 'capability' | 'signature' | 'bearer'

export interface RouteSpec {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: `/api/${string}` | `/whip/${string}`
  by: readonly RouteCaller[]
  auth: RouteAuth
  summary: string
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodType
  reply: z.ZodType
  /**
   * For devices that are no pages of ours: the body is text of this type and nothing else, the answer is text too, and a
   * refusal one plain sentence.
   */
  text?: string
  /** Codes this route gives beyond the core's own. */
  refusals: readonly string[]
  /** Most bytes of the body; 64 kB unless said. */
  bodyLimit?: number
  /** Requests a minute a client; 120 unless said. */
  rate?: number
}

type Infer<T> = T extends z.ZodType ? z.output<T> : undefined
/** What a handler gets. */
export interface RouteInput<R extends RouteSpec> {
  params: Infer<R['params']>
  query: Infer<R['query']>
  body: Infer<R['body']>
}
export type RouteReply<R extends RouteSpec> = z.input<R['reply']>

/** Declares a REST route as a value; the server mounts it, the client calls it, the docs list it. */
export const route = <const R extends RouteSpec>(spec: R): R => spec
