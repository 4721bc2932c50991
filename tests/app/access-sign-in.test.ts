import { expect, test } from 'vitest'
import { ownerLink, signInLinkFor } from '#server/access/sign-in.ts'
import type * as routes from '#shared/access/routes.ts'
import { makeApp } from '../helpers/app.ts'
import { Browser } from '../helpers/browser.ts'
import { dataFolder, mailTo } from '../helpers/mails.ts'

const MINUTE = 60_000

async function house() {
  const data = dataFolder()
  const app = await makeApp({ env: { FOYER_DATA: data } })
  const begin = async (browser: Browser, mail: string) =>
    (await browser.call<typeof routes.signIn>('POST', '/api/sign-in', { mail })).body
  const byLink = (browser: Browser, token: string) =>
    browser.call<typeof routes.signInByLink>('POST', '/api/sign-in/link', { token })
  const byCode = (browser: Browser, id: string, code: string) =>
    browser.call<typeof routes.signInByCode>('POST', '/api/sign-in/code', { id, code })
  const me = async (browser: Browser) => (await browser.call<typeof routes.me>('GET', '/api/me')).body
  return { ...app, data, begin, byLink, byCode, me, browser: () => new Browser(app) }
}

test('a mailed link signs in, once', async () => {
  const { browser, begin, byLink, me, data } = await house()
  const ana = browser()
  await begin(ana, ' Ana@Example.org ')
  const { token } = await mailTo(data, 'ana@example.org')
  const done = await byLink(ana, token)
  expect(done).toMatchObject({ status: 200, body: { mail: 'ana@example.org', next: '/' } })
  expect(await me(ana)).toMatchObject({ state: 'account', mail: 'ana@example.org', isOwner: false })

  const again = await byLink(browser(), token)
  expect(again).toEqual({ status: 410, body: { refused: 'access.linkOver' } })
})

test('the answer is the same whether or not the address is known', async () => {
  const { browser, begin, app, clock } = await house()
  await signInLinkFor(app.context, { mail: 'known@example.org' })
  const known = await begin(browser(), 'known@example.org')
  const unknown = await begin(browser(), 'nobody@example.org')
  expect(Object.keys(known)).toEqual(Object.keys(unknown))
  expect(known.expiresAt).toBe(unknown.expiresAt)
  expect(known.expiresAt).toBe(clock.now() + 15 * MINUTE)
})

test('opening the address of a link uses nothing up', async () => {
  const { browser, begin, byLink, data } = await house()
  const ana = browser()
  await begin(ana, 'ana@example.org')
  const { token } = await mailTo(data, 'ana@example.org')
  await browser().raw('GET', '/in', undefined, { accept: 'text/html' })
  await browser().raw('HEAD', `/in?token=${token}`, undefined, { accept: 'text/html' })
  expect((await browser().raw('GET', '/api/sign-in/link')).status).toBe(404)
  expect((await byLink(ana, token)).status).toBe(200)
})

test('a link is over after 15 minutes, and a forged one never was', async () => {
  const { browser, begin, byLink, data, clock } = await house()
  const ana = browser()
  await begin(ana, 'ana@example.org')
  const { token } = await mailTo(data, 'ana@example.org')
  expect((await byLink(ana, 'A'.repeat(43))).body.refused).toBe('access.linkOver')
  expect((await byLink(ana, 'no token at all')).body.refused).toBe('core.invalid')
  clock.move(15 * MINUTE)
  expect((await byLink(ana, token)).body.refused).toBe('access.linkOver')
})

test('two presses of one link at once sign in once', async () => {
  const { browser, byLink, app } = await house()
  const url = await signInLinkFor(app.context, { mail: 'ana@example.org' })
  const token = url.split('#')[1]!
  const answers = await Promise.all([byLink(browser(), token), byLink(browser(), token), byLink(browser(), token)])
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 410, 410])
})

test('the six digits sign in where sign-in began', async () => {
  const { browser, begin, byCode, byLink, me, data } = await house()
  const ana = browser()
  const { id } = await begin(ana, 'ana@example.org')
  const { code, token } = await mailTo(data, 'ana@example.org')
  expect((await byCode(ana, id, `${code.slice(0, 3)} ${code.slice(3)}`)).status).toBe(200)
  expect((await me(ana)).state).toBe('account')
  expect((await byLink(browser(), token)).body.refused).toBe('access.linkOver')
})

test('the six digits work in no other browser, however right they are', async () => {
  const { browser, begin, byCode, data } = await house()
  const ana = browser()
  const { id } = await begin(ana, 'ana@example.org')
  const { code } = await mailTo(data, 'ana@example.org')
  const other = browser()
  await begin(other, 'other@example.org')
  expect((await byCode(other, id, code)).body).toEqual({ refused: 'access.codeOver' })
  expect((await byCode(browser(), id, code)).body).toEqual({ refused: 'access.codeOver' })
  expect((await byCode(ana, id, code)).status).toBe(200)
})

test('five wrong tries end the digits, not the link', async () => {
  const { browser, begin, byCode, byLink, data } = await house()
  const ana = browser()
  const { id } = await begin(ana, 'ana@example.org')
  const { code, token } = await mailTo(data, 'ana@example.org')
  const wrong = code === '000000' ? '111111' : '000000'
  for (const left of [4, 3, 2, 1, 0])
    expect((await byCode(ana, id, wrong)).body).toEqual({ refused: 'access.codeWrong', detail: { left } })
  expect((await byCode(ana, id, code)).body).toEqual({ refused: 'access.codeOver' })
  expect((await byLink(ana, token)).status).toBe(200)
})

test('five tries are five, also when they come at once', async () => {
  const { browser, begin, byCode, data } = await house()
  const ana = browser()
  const { id } = await begin(ana, 'ana@example.org')
  const { code } = await mailTo(data, 'ana@example.org')
  const wrong = code === '000000' ? '111111' : '000000'
  const answers = await Promise.all(Array.from({ length: 12 }, () => byCode(ana, id, wrong)))
  const tried = answers.filter((answer) => answer.body.refused === 'access.codeWrong')
  expect(tried).toHaveLength(5)
})

test('an address is sent five mails in 15 minutes, from however many browsers', async () => {
  const { browser, begin, clock } = await house()
  for (let i = 0; i < 5; i++) expect((await begin(browser(), 'ana@example.org')).refused).toBeUndefined()
  expect((await begin(browser(), 'ana@example.org')).refused).toBe('core.tooMany')
  expect((await begin(browser(), 'bo@example.org')).refused).toBeUndefined()
  clock.move(15 * MINUTE + 1)
  expect((await begin(browser(), 'ana@example.org')).refused).toBeUndefined()
})

test('a link goes on to a path of ours and never elsewhere', async () => {
  const { browser, byLink, app } = await house()
  const url = await signInLinkFor(app.context, { mail: 'ana@example.org', next: '/e/clinic/manage' })
  expect((await byLink(browser(), url.split('#')[1]!)).body.next).toBe('/e/clinic/manage')
  for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example', 'e/clinic', '/a b'])
    expect((await browser().call('POST', '/api/sign-in', { mail: 'ana@example.org', next })).body).toEqual({
      refused: 'core.invalid',
    })
})

test('an owner link makes an owner, and the welcome page knows', async () => {
  const { browser, byLink, me, app } = await house()
  const ana = browser()
  const welcome = async () => (await ana.call<typeof routes.welcome>('GET', '/api/welcome')).body
  expect(await welcome()).toMatchObject({ hasOwner: false, mail: 'kept' })
  const url = await ownerLink(app.context, ' Ana@example.org')
  await byLink(ana, url.split('#')[1]!)
  expect(await me(ana)).toMatchObject({ isOwner: true, mail: 'ana@example.org' })
  expect(await welcome()).toMatchObject({ hasOwner: true })
  await expect(ownerLink(app.context, 'nobody')).rejects.toThrow('not a mail address')
})

test('production without SMTP_URL says that sign-in by mail is off', async () => {
  const app = await makeApp({ env: { NODE_ENV: 'production' } })
  const ana = new Browser(app)
  expect((await ana.call<typeof routes.welcome>('GET', '/api/welcome')).body.mail).toBe('off')
  const answer = await ana.call('POST', '/api/sign-in', { mail: 'ana@example.org' })
  expect(answer).toEqual({ status: 503, body: { refused: 'access.mailOff' } })
  expect((await ana.raw('GET', '/dev/mail')).status).toBe(404)
})

test('kept mails are shown at /dev/mail to this machine alone', async () => {
  const { browser, begin, data } = await house()
  const ana = browser()
  await begin(ana, 'ana@example.org')
  const { token } = await mailTo(data, 'ana@example.org')
  const page = await ana.raw('GET', '/dev/mail')
  expect(page.status).toBe(200)
  expect(await page.text()).toContain(`/in#${token}`)
  expect((await ana.raw('GET', '/dev/mail', undefined, { 'x-forwarded-for': '127.0.0.1' })).status).toBe(404)
  expect((await ana.raw('GET', '/dev/mail', undefined, { forwarded: 'for=127.0.0.1' })).status).toBe(404)
})
