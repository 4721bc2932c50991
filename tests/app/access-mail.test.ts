import { expect, test } from 'vitest'
import type * as routes from '#shared/access/routes.ts'
import { eventually } from '../helpers/eventually.ts'
import { makeHouse } from '../helpers/guests.ts'
import { openPostOffice } from '../helpers/smtp.ts'

/** The text of a message as it was written: quoted-printable undone. */
const textOf = (message: string): string =>
  message
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

test('with SMTP_URL the link goes out by mail, again and again until it is taken', async () => {
  const office = await openPostOffice()
  office.turnAway = 2
  const { browser, clock, app } = await makeHouse({
    SMTP_URL: office.url,
    FOYER_MAIL_FROM: 'Door <door@foyer.example>',
  })
  const ana = browser()
  expect((await ana.call<typeof routes.welcome>('GET', '/api/welcome')).body.mail).toBe('on')
  await ana.call('POST', '/api/sign-in', { mail: 'ana@example.org' })
  await eventually('the mail to be taken', async () => {
    // A job that failed waits on the app's clock.
    clock.move(1000)
    app.core.jobs.wake()
    return office.taken.length > 0
  })
  expect(office.turnAway).toBe(0)
  const mail = textOf(office.taken[0]!)
  expect(mail).toContain('To: ana@example.org')
  expect(mail).toContain('From: Door <door@foyer.example>')
  const token = /\/in#([\w-]{43})/.exec(mail)?.[1]
  const done = await ana.call<typeof routes.signInByLink>('POST', '/api/sign-in/link', { token })
  expect(done.status).toBe(200)
  expect((await ana.raw('GET', '/dev/mail')).status).toBe(404)
})

test('a mail that could only come too late is not sent', async () => {
  const office = await openPostOffice()
  office.turnAway = 1
  const { browser, clock, app } = await makeHouse({ SMTP_URL: office.url })
  await browser().call('POST', '/api/sign-in', { mail: 'ana@example.org' })
  // The clock moves once the next try is planned, or that would be planned by the moved clock.
  await eventually('the mail to be turned away, and tried later', async () => {
    const [row] = await app.context.db.sql`select 1 from jobs where kind = 'access.mailSignIn' and attempts > 0`
    return office.turnAway === 0 && row
  })
  clock.move(16 * 60_000)
  app.core.jobs.wake()
  await eventually('the job to be given up', async () => {
    const [row] = await app.context.db.sql`select 1 from jobs where kind = 'access.mailSignIn'`
    return !row
  })
  expect(office.taken).toEqual([])
})

test('no job and no row holds a secret of a sign-in', async () => {
  const { browser, app } = await makeHouse()
  await browser().call('POST', '/api/sign-in', { mail: 'ana@example.org' })
  const rows = await app.context.db.sql<{
    payload: Record<string, string>
  }>`select payload from jobs where kind = 'access.mailSignIn'`
  for (const { payload } of rows) expect(Object.keys(payload)).toEqual(['signIn'])
  const [row] = await app.context.db.sql<{ token_hash: string }>`select token_hash from sign_ins`
  expect(row!.token_hash).toMatch(/^(none [a-z2-7]{24}|[0-9a-f]{64})$/)
})
