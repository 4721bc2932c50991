import * as routes from '#shared/access/routes.ts'
import { refuse } from '#shared/core/refusals.ts'
import type { Context } from '../../context.ts'
import { type Handler, handle } from '../../http/handler.ts'
import { deviceById, devicesOf, revokeDevices } from '../../identity/devices.ts'

/** Where someone is signed in, and ending that: the open pages of a browser close at once. */
export function deviceHandlers({ db, clock, core }: Context): readonly Handler[] {
  async function end(ids: readonly string[]): Promise<void> {
    await db.transaction((sql) => revokeDevices(sql, ids, clock.now()))
    core.revoke({ devices: ids }, 'signedOut')
  }
  return [
    handle(routes.signOut, async ({ body, caller, http }) => {
      const { device, account } = caller
      const others = body.everywhere && account ? await devicesOf(db.sql, account.id, clock.now()) : []
      await end([...new Set([device!.id, ...others.map((other) => other.id)])])
      http.setDevice(null)
      return {}
    }),

    handle(routes.devices, async ({ caller }) => {
      const own = caller.device!.id
      const list = caller.account
        ? await devicesOf(db.sql, caller.account.id, clock.now())
        : [await deviceById(db.sql, own)]
      return { devices: list.map((device) => ({ ...device, isThis: device.id === own })) }
    }),

    handle(routes.revokeDevice, async ({ params, caller, http }) => {
      const isOwn = params.device === caller.device!.id
      const list = caller.account ? await devicesOf(db.sql, caller.account.id, clock.now()) : []
      if (!isOwn && !list.some((device) => device.id === params.device)) return refuse('core.notFound')
      await end([params.device])
      if (isOwn) http.setDevice(null)
      return {}
    }),
  ]
}
