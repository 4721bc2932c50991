import { words } from '#shared/access/words/en.ts'
import type { Context } from '../context.ts'
import type { JobHandler } from '../core/api.ts'
import { at } from '../db/pool.ts'
import type { Sql } from '../db/sql.ts'
import { keepMail } from '../mail/kept.ts'
import { mailWay, sendMail } from '../mail/post.ts'
import { closeEvent, closingsAhead } from './closing.ts'
import { armSignIn } from './sign-in-rows.ts'

const HOUR = 3600_000
const DAY = 24 * HOUR

/** Mails a sign-in, closes events, and sweeps what is over. */
export function accessJobs(context: Context): Record<string, JobHandler> {
  const { db, clock, core } = context
  return {
    async 'access.mailSignIn'({ payload, signal }) {
      await mailSignIn(context, String(payload.signIn), signal)
    },
    async 'access.closeEvent'({ payload }) {
      return closeEvent(context, String(payload.event))
    },
    async 'access.sweep'() {
      const now = clock.now()
      await db.transaction(async (sql) => {
        await core.jobs.add(sql, await closingsAhead(sql, now))
        await sweep(sql, now)
      })
      core.jobs.wake()
      return { again: now + HOUR }
    },
  }
}

/** Writes the mail and only then makes its secrets; a mail that comes too late is not sent at all. */
async function mailSignIn({ db, clock, config }: Context, id: string, signal: AbortSignal): Promise<void> {
  const armed = await armSignIn(db.sql, id, clock.now())
  if (!armed) return
  const link = `${config.url}/in#${armed.token}`
  const letter = {
    to: armed.mail,
    subject: words.mail.subject,
    text: words.mail.text({ link, code: armed.code }),
  }
  if (mailWay(config) === 'on') return sendMail(config, letter, signal)
  if (mailWay(config) === 'off') return
  await keepMail(config, letter, id, clock.now())
  if (config.logLevel === 'silent') return
  process.stdout.write(`A mail was kept in ${config.data}/mail. It signs in by ${link}\n`)
}

/** Forgets what is over for a day, and the guests' browsers nobody takes part with any more. */
async function sweep(sql: Sql, now: number): Promise<void> {
  const past = at(now - DAY)
  await sql`delete from sign_ins where expires_at < ${past}`
  await sql`delete from capabilities where expires_at < ${past} or revoked_at < ${past}`
  await sql`delete from devices where expires_at < ${past} or revoked_at < ${past}`
  await sql`delete from invitations i using events e
    where e.id = i.event and e.closed_at < ${past} and i.expires_at < ${past}`
}
