import { Mail } from '#shared/core/text.ts'
import type { Context } from '../context.ts'
import type { Answering, Caller } from '../http/handler.ts'
import { ensureAccount } from '../identity/accounts.ts'
import { attachGuests } from '../identity/attach.ts'
import { addDevice, giveDevice, revokeDevices } from '../identity/devices.ts'
import { doubledOf } from './doubled.ts'
import { addSignIn, armSignIn, type UsedSignIn } from './sign-in-rows.ts'

type Needs = Pick<Context, 'db' | 'clock' | 'core'>

/**
 * Signs the caller's browser in as the account of a used sign-in. A guest's browser becomes the account's and keeps its
 * open pages, as does one that was the account's already; a browser of another account is signed out there first.
 */
export async function completeSignIn(
  { db, clock, core }: Needs,
  used: UsedSignIn,
  caller: Caller,
  http: Answering,
): Promise<{ next: string; mail: string; doubled: Awaited<ReturnType<typeof doubledOf>> }> {
  const now = clock.now()
  const { device } = caller
  const done = await db.transaction(async (sql) => {
    const account = await ensureAccount(sql, used.mail, now, used.makesOwner)
    if (device && (device.account === null || device.account === account.id)) {
      const attached = await attachGuests(sql, device.id, account, now)
      const { secret } = await giveDevice(sql, device.id, account.id, now)
      return { account, secret, attached, device: device.id, left: null }
    }
    if (device) await revokeDevices(sql, [device.id], now)
    const added = await addDevice(sql, { account: account.id, agent: caller.agent, now })
    return { account, secret: added.secret, attached: [], device: added.id, left: device?.id ?? null }
  })
  for (const participant of done.attached) core.poke(participant)
  if (done.left) core.revoke({ devices: [done.left] }, 'signedOut')
  http.setDevice(done.secret)
  return {
    next: used.next ?? '/',
    mail: done.account.mail,
    doubled: await doubledOf(db.sql, { device: done.device, account: done.account.id }),
  }
}

/** A link that signs in as `mail`, once. For the demo's printed links; `minutes` it is good, 15 unless said. */
export async function signInLinkFor(
  { db, clock, config }: Pick<Context, 'db' | 'clock' | 'config'>,
  { mail, next, minutes, makesOwner }: { mail: string; next?: string; minutes?: number; makesOwner?: boolean },
): Promise<string> {
  const now = clock.now()
  const life = minutes === undefined ? undefined : minutes * 60_000
  const wish = { mail, next, browser: null, makesOwner, now, life }
  const armed = await db.transaction(async (sql) => {
    const begun = await addSignIn(sql, wish)
    return begun && armSignIn(sql, begun.id, now)
  })
  if (!armed) throw new Error('The sign-in was over before its link was made')
  return `${config.url}/in#${armed.token}`
}

/** A one-time link that signs in as `mail` and makes that account an owner, who creates events. Throws for no address. */
export async function ownerLink(context: Pick<Context, 'db' | 'clock' | 'config'>, mail: string): Promise<string> {
  const address = Mail.safeParse(mail)
  if (!address.success) throw new Error('That is not a mail address')
  return signInLinkFor(context, { mail: address.data, makesOwner: true })
}
