import type * as routes from '#shared/access/routes.ts'
import type { Refusal } from '#shared/core/refusals.ts'
import type { RouteReply } from '#shared/core/route.ts'
import { call } from '../core/outbox.ts'

export type Me = RouteReply<typeof routes.me>

let me = $state.raw<Me | null>(null)
let refusal = $state.raw<Refusal | null>(null)

/** Who this browser is signed in as, shared by the pages. Null until asked, or when the server could not be reached. */
export const session = {
  get me() {
    return me
  },
  /** Why `me` could not be read. */
  get refusal() {
    return refusal
  },
  async load(): Promise<Me | null> {
    const asked = await call<typeof routes.me>('GET /api/me')
    me = asked.ok ? asked.value : null
    refusal = asked.ok ? null : asked
    return me
  },
  /** Signs this browser out, or all of the account's. Gives the refusal if it was not done. */
  async signOut(everywhere: boolean): Promise<Refusal | null> {
    const done = await call<typeof routes.signOut>('POST /api/sign-out', { body: { everywhere } })
    await session.load()
    return done.ok ? null : done
  },
}
