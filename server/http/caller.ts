import type { FastifyRequest } from 'fastify'
import { HELD_ROLES, type HeldRole, has } from '#shared/core/people.ts'
import type { RouteCaller, RouteSpec } from '#shared/core/route.ts'
import type { Context } from '../context.ts'
import { readFacts } from '../core/facts.ts'
import { verifyCapability } from '../identity/capabilities.ts'
import { findDevice, noteSeen } from '../identity/devices.ts'
import { factsOf, findMine } from '../identity/participants.ts'
import { addressKey } from './address.ts'
import { readCookie } from './cookies.ts'
import type { Caller } from './handler.ts'

type Asking = Pick<Context, 'db' | 'clock'>

/** Who calls, as far as the route's `auth` looks. `event` is the path's `:event`. */
export async function callerOf(
  { db, clock }: Asking,
  request: FastifyRequest,
  auth: RouteSpec['auth'],
  event: string | undefined,
): Promise<Caller> {
  const caller: Caller = {
    device: null,
    account: null,
    facts: null,
    address: addressKey(request.ip),
    agent: request.headers['user-agent'] ?? '',
    wantsPrivacy: request.headers['sec-gpc'] === '1' || request.headers.dnt === '1',
  }
  if (auth === 'cookie') await byCookie({ db, clock }, request, caller, event)
  if (auth === 'capability') await byCapability({ db, clock }, request, caller, event)
  return caller
}

async function byCookie({ db, clock }: Asking, request: FastifyRequest, caller: Caller, event: string | undefined) {
  const secret = readCookie(request, 'foyer')
  if (!secret) return
  const device = await findDevice(db.sql, secret, clock.now())
  if (!device) return
  await noteSeen(db.sql, device, clock.now())
  caller.device = { id: device.id, account: device.account }
  if (device.account && device.mail !== null)
    caller.account = { id: device.account, mail: device.mail, isOwner: device.isOwner ?? false }
  if (!event) return
  const mine = await findMine(db.sql, event, { device: device.id, account: device.account })
  if (mine && !mine.isRemoved) caller.facts = factsOf(mine)
}

async function byCapability({ db, clock }: Asking, request: FastifyRequest, caller: Caller, event: string | undefined) {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ', 2)
  if (scheme !== 'Capability' || !token) return
  const capability = await verifyCapability(db.sql, token, clock.now())
  if (!capability) return
  // A capability is for one event: at another its holder is nobody in particular.
  if (capability.device !== null) caller.device = { id: capability.device, account: null }
  if (capability.event !== event) return
  caller.facts = (await readFacts(db.sql, [capability.participant]))[0] ?? null
}

const isRole = (by: RouteCaller): by is HeldRole => (HELD_ROLES as readonly string[]).includes(by)

/** May this caller ask this route at all? Null is yes. Whether the event exists is not told apart from not being in it. */
export function refusalByRole(route: Pick<RouteSpec, 'by'>, caller: Caller): string | null {
  const { by } = route
  if (by.includes('anyone') || by.includes('server') || by.includes('encoder')) return null
  // A screen in the venue has no browser of its own in the rows.
  if (!caller.device && !caller.facts) return 'core.signedOut'
  if (by.includes('device')) return null
  if (by.includes('account') && caller.account) return null
  if (by.includes('owner') && caller.account?.isOwner) return null
  const roles = by.filter(isRole)
  if (has(caller.facts, ...roles)) return null
  if (by.includes('account')) return 'core.signedOut'
  return roles.length > 0 && !caller.facts ? 'core.notFound' : 'core.forbidden'
}
