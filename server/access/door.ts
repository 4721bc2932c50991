import { type Refusal, refuse } from '#shared/core/refusals.ts'
import type { Context } from '../context.ts'
import type { Sql } from '../db/sql.ts'
import type { Answering, Caller } from '../http/handler.ts'
import { addDevice } from '../identity/devices.ts'
import {
  acceptConduct,
  addParticipant,
  changeEntering,
  type Entering,
  findMine,
  type Mine,
  type Standing,
} from '../identity/participants.ts'
import { findRegistration, listedName, register } from '../identity/registrations.ts'
import { type Removal, removalByMail, removalOf } from '../identity/removals.ts'
import { codeOf } from './code-rows.ts'
import { type DoorEvent, lockEvent } from './event-rows.ts'

/** What everyone is who was not given more. */
export const ATTENDEE: Standing = { roles: ['attendee'], tags: [], membership: false }

/** How someone takes part, as they are told themselves. */
export const participationOf = ({ participant, event, slug, name, privacy, attendance, roles }: Mine) => ({
  participant,
  event,
  slug,
  name,
  privacy,
  attendance,
  roles,
})

/** The participant a caller is at an event, removed ones included. */
export const mineOf = (sql: Sql, event: string, { device, account }: Pick<Caller, 'device' | 'account'>) =>
  device ? findMine(sql, event, { device: device.id, account: account?.id ?? null }) : Promise.resolve(undefined)

/** A name is words that others read: whoever is silenced keeps theirs. All else about how they take part is theirs to change. */
export const heldBack = (mine: Mine, { name }: Partial<Entering>): Refusal | null =>
  mine.silenced && name !== undefined && name !== mine.name ? refuse('core.silenced') : null

/** May this caller know of the event at all? One by list is there only for those on it, and those who were. */
export async function seesDoor(sql: Sql, event: DoorEvent, caller: Caller): Promise<boolean> {
  if (event.admission !== 'list' || (await mineOf(sql, event.id, caller))) return true
  return Boolean(caller.account && (await findRegistration(sql, event.id, caller.account.mail)))
}

/** Why this caller is not let in: removed while they were here, or by their address before they ever were. */
export async function removalAtDoor(
  sql: Sql,
  event: string,
  mine: Mine | undefined,
  { account }: Pick<Caller, 'account'>,
): Promise<Removal | undefined> {
  if (mine) return mine.isRemoved ? removalOf(sql, mine.participant) : undefined
  return account ? removalByMail(sql, event, account.mail) : undefined
}

/** May a stranger enter this way? An event by list is not there for who is not on it. */
export function admits({ admission, joinCode }: DoorEvent, code: string | undefined): Refusal | null {
  if (admission === 'open') return null
  if (admission === 'list') return refuse('core.notFound')
  if (code === undefined) return refuse('access.joinCodeNeeded')
  return code === joinCode ? null : refuse('access.joinCodeUnknown')
}

interface GoingIn {
  event: string
  entering: Entering
  /** The version of the code of conduct they accept. */
  accepts?: number | undefined
  caller: Caller
  http: Answering
}

/**
 * Goes through the door of an event. `grant` says, in the transaction and with the event locked, what a newcomer is there
 * or why not; who is inside already changes how they take part. A caller without a cookie becomes a guest. `conduct` is
 * what a newcomer is refused with who has not accepted the code of conduct: said only once the door would open for them.
 */
export async function goIn(
  { db, clock, core }: Pick<Context, 'db' | 'clock' | 'core'>,
  { event: id, entering, accepts = 0, caller, http }: GoingIn,
  grant: (
    sql: Sql,
    event: DoorEvent,
    mine: Mine | undefined,
    conduct: Refusal | null,
  ) => Promise<Standing | Refusal | 'asBefore'>,
): Promise<ReturnType<typeof participationOf> | Refusal> {
  const now = clock.now()
  const done = await db.transaction(async (sql) => {
    const event = await lockEvent(sql, id)
    if (!event) return refuse('core.notFound')
    const mine = await mineOf(sql, id, caller)
    if (mine?.isRemoved || (await removalAtDoor(sql, id, mine, caller))) return refuse('access.removed')
    if (event.isClosed) return mine || event.admission !== 'list' ? refuse('access.closed') : refuse('core.notFound')
    const code = await codeOf(sql, id)
    const hasAccepted = mine !== undefined || (accepts >= code.asked && accepts <= code.version)
    const standing = await grant(sql, event, mine, hasAccepted ? null : refuse('access.conductFirst'))
    if (standing !== 'asBefore' && 'refused' in standing) return standing
    const guest = caller.device ? null : await addDevice(sql, { account: null, agent: caller.agent, now })
    const who = { device: caller.device?.id ?? guest?.id ?? '', account: caller.account?.id ?? null }
    const held = mine && heldBack(mine, entering)
    if (held) return held
    if (mine) await changeEntering(sql, mine.participant, entering)
    else await addParticipant(sql, id, who, entering, standing === 'asBefore' ? ATTENDEE : standing, now)
    const inside = await findMine(sql, id, who)
    if (inside && accepts <= code.version) await acceptConduct(sql, inside.participant, accepts)
    return { inside: inside!, isNew: !mine, secret: guest?.secret ?? null }
  })
  if ('refused' in done) return done
  if (done.secret) http.setDevice(done.secret)
  if (!done.isNew) core.poke(done.inside.participant)
  return participationOf(done.inside)
}

/** What a newcomer is at the door: as the list says, else an attendee if the door lets them in, noted on the list by mail. */
export async function standingAtDoor(
  sql: Sql,
  event: DoorEvent,
  {
    account,
    code,
    entering,
    conduct,
    now,
  }: {
    account: Caller['account']
    code: string | undefined
    entering: Entering
    conduct: Refusal | null
    now: number
  },
): Promise<Standing | Refusal> {
  const listed = account && (await findRegistration(sql, event.id, account.mail))
  if (listed) return conduct ?? listed
  const no = admits(event, code) ?? conduct
  if (no) return no
  if (account)
    await register(sql, event.id, { mail: account.mail, name: listedName(entering), standing: ATTENDEE, now })
  return ATTENDEE
}
