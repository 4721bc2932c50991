import * as routes from '#shared/access/routes.ts'
import { refuse } from '#shared/core/refusals.ts'
import type { Context } from '../../context.ts'
import { type Handler, handle } from '../../http/handler.ts'
import { mailWay } from '../../mail/post.ts'
import { completeSignIn } from '../sign-in.ts'
import { addSignIn, tryDigits, useLink } from '../sign-in-rows.ts'

/** Signing in by mail: asking for it, by its six digits, by its link. */
export function signInHandlers(context: Context): readonly Handler[] {
  const { db, clock, core, config } = context
  return [
    handle(routes.signIn, async ({ body, http }) => {
      if (mailWay(config) === 'off') return refuse('access.mailOff')
      const now = clock.now()
      const begun = await db.transaction(async (sql) => {
        const wish = await addSignIn(sql, { ...body, browser: http.browserKey(), now })
        // Known or not, the same work is done: neither answer nor time tells them apart.
        if (wish) await core.jobs.add(sql, [{ kind: 'access.mailSignIn', payload: { signIn: wish.id }, due: now }])
        return wish
      })
      if (!begun) return refuse('core.tooMany')
      core.jobs.wake()
      return begun
    }),

    handle(routes.signInByCode, async ({ body, caller, http }) => {
      const tried = await tryDigits(db.sql, { ...body, browser: http.browserKey(), now: clock.now() })
      if (!tried) return refuse('access.codeOver')
      if (!tried.isRight) return refuse('access.codeWrong', { left: tried.left })
      return completeSignIn(context, tried, caller, http)
    }),

    handle(routes.signInByLink, async ({ body, caller, http }) => {
      const used = await useLink(db.sql, body.token, clock.now())
      if (!used) return refuse('access.linkOver')
      return completeSignIn(context, used, caller, http)
    }),
  ]
}
