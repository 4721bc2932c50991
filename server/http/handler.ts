import type { Facts } from '#shared/core/people.ts'
import type { Refusal } from '#shared/core/refusals.ts'
import type { RouteInput, RouteReply, RouteSpec } from '#shared/core/route.ts'

/** Who calls a route, as far as its `auth` says. */
export interface Caller {
  /** The signed-in browser. */
  device: { id: string; account: string | null } | null
  account: { id: string; mail: string; isOwner: boolean } | null
  /** Of the event named by `:event`, if the caller takes part there. */
  facts: Facts | null
  /** The client's address, for limits only; never stored or logged. */
  address: string
  /** The User-Agent header, for naming a device. */
  agent: string
  /** Sec-GPC: 1 or DNT: 1. */
  wantsPrivacy: boolean
}

/** What a handler may do to the answer beside returning a body. */
export interface Answering {
  /** Signs the browser in (a fresh device secret) or out (null). */
  setDevice(secret: string | null): void
  /** Opaque short-lived cookie of this browser where a sign-in began. */
  browserKey(): string
  /** Answers 304 if the caller holds this ETag; returns true then. */
  isFresh(etag: string): boolean
  header(name: string, value: string): void
  /** Answers with this status instead of 200. */
  status(code: number): void
  /** The raw request: header values by lower-case name. */
  headers: Record<string, string | undefined>
  /** The address of this deployment as the caller's page was loaded from (an allowed origin). */
  origin: string
}

export interface Handler {
  route: RouteSpec
  run(input: { params: never; query: never; body: never; caller: Caller; http: Answering }): Promise<unknown>
}

/** Binds a route to its function. It returns the reply's body or a refusal; it throws only when it is wrong. */
export function handle<R extends RouteSpec>(
  route: R,
  run: (input: RouteInput<R> & { caller: Caller; http: Answering }) => Promise<RouteReply<R> | Refusal>,
): Handler {
  return { route, run: run as unknown as Handler['run'] }
}
