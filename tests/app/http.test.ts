import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { expect, test } from 'vitest'
import { makeApp } from '../helpers/app.ts'
import { Browser } from '../helpers/browser.ts'
import { makeHouse } from '../helpers/guests.ts'
import { dataFolder } from '../helpers/mails.ts'

const json = { 'content-type': 'application/json' }

/** As a proxy or a scanner asks: with any header, the Host included. */
function ask(url: string, headers: Record<string, string>): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { headers }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (piece: string) => {
        body += piece
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
    })
    request.on('error', reject)
  })
}

test('on plain http the cookie is HttpOnly and SameSite, behind TLS it is pinned to the host as well', async () => {
  const plain = await makeHouse()
  const event = await plain.world.event()
  const guest = plain.browser()
  await plain.enter(guest, event)
  expect(guest.setCookies[0]).toMatch(/^foyer=[\w-]{43}; /)
  expect(guest.setCookies[0]).toContain('HttpOnly')
  expect(guest.setCookies[0]).toContain('SameSite=Lax')
  expect(guest.setCookies[0]).not.toContain('Secure')

  const tls = await makeHouse({ FOYER_URL: 'https://foyer.example', FOYER_TRUST_PROXY: 'on' })
  const there = await tls.world.event()
  const other = tls.browser()
  other.headers = { 'x-forwarded-proto': 'https' }
  await tls.enter(other, there)
  expect(other.setCookies[0]).toMatch(/^__Host-foyer=[\w-]{43}; /)
  expect(other.setCookies[0]).toContain('Secure')
  expect(other.setCookies[0]).toContain('Path=/')
  expect(other.setCookies[0]).not.toContain('Domain')
  // The name without the prefix can be set by a neighbouring host: it counts for nothing here.
  const planted = tls.browser()
  planted.headers = { 'x-forwarded-proto': 'https', cookie: `foyer=${other.cookies.get('__Host-foyer')}` }
  expect((await planted.call('GET', '/api/me')).body).toMatchObject({ state: 'out' })
})

test('secrets are kept as hashes only', async () => {
  const { browser, enter, capability, world, app } = await makeHouse()
  const event = await world.event()
  const guest = browser()
  await enter(guest, event)
  const { body } = await capability(guest, event)
  const rows = await app.context.db
    .sql`select row_to_json(d)::text || row_to_json(c)::text as text from devices d, capabilities c`
  expect(rows[0]!.text).not.toContain(guest.cookies.get('foyer'))
  expect(rows[0]!.text).not.toContain(body.token)
})

test('a changing request from another origin, or from none, is refused', async () => {
  const { browser, enter, world } = await makeHouse()
  const event = await world.event()
  const guest = browser()
  await enter(guest, event)
  for (const origin of ['https://evil.example', 'null', 'http://localhost:1', null]) {
    guest.origin = origin
    const answer = await guest.call('PATCH', `/api/events/${event.id}/participation`, { name: 'Eve' })
    expect(answer).toEqual({ status: 403, body: { refused: 'core.badOrigin' } })
    expect((await guest.call('GET', `/api/events/${event.id}/participation`)).status).toBe(200)
  }
})

test('a forged or foreign cookie is nobody', async () => {
  const { browser } = await makeHouse()
  for (const cookie of [
    'foyer=x',
    `foyer=${'A'.repeat(43)}`,
    'foyer=%00',
    "foyer=' or 1=1 --",
    `foyer=${'A'.repeat(4000)}`,
  ]) {
    const visitor = browser()
    visitor.headers = { cookie }
    expect((await visitor.call('GET', '/api/me')).body).toMatchObject({ state: 'out' })
    expect((await visitor.call('GET', '/api/devices')).body).toEqual({ refused: 'core.signedOut' })
  }
})

test('bodies that are malformed, too large, or cannot be stored are refused with a code', async () => {
  const { browser, enter, world } = await makeHouse()
  const event = await world.event()
  const guest = browser()
  await enter(guest, event)
  const patch = async (body: string, headers: Record<string, string> = json) => {
    const answer = await guest.raw('PATCH', `/api/events/${event.id}/participation`, body, headers)
    return [answer.status, await answer.json()]
  }
  const invalid = [400, { refused: 'core.invalid' }]
  expect(await patch('{"name":')).toEqual(invalid)
  expect(await patch('')).toEqual(invalid)
  expect(await patch('null')).toEqual(invalid)
  expect(await patch('[]')).toEqual(invalid)
  expect(await patch('{"name":7}')).toEqual(invalid)
  expect(await patch('{"name":"Ana","isOwner":true}')).toEqual(invalid)
  expect(await patch('{"__proto__":{"name":"Eve"}}')).toEqual(invalid)
  expect(await patch('{"name":"A\\u0000na"}')).toEqual(invalid)
  expect(await patch('{"name":"\\ud800"}')).toEqual(invalid)
  expect(await patch('{"name":"\\u202e\\u200b"}')).toEqual(invalid)
  expect(await patch('name=Ana', { 'content-type': 'application/x-www-form-urlencoded' })).toEqual([
    415,
    { refused: 'core.wrongType' },
  ])
  expect(await patch('{"name":"Ana"}', { 'content-type': 'application/webhook+json' })).toEqual(invalid)
  expect(await patch(JSON.stringify({ name: 'x'.repeat(70_000) }))).toEqual([413, { refused: 'core.tooLarge' }])
  expect(await patch(JSON.stringify({ name: 'x'.repeat(10_000_000) }))).toEqual([413, { refused: 'core.tooLarge' }])
  expect(await patch('{"name":"Z\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301oe"}')).toMatchObject([
    200,
    { name: 'Ź\u0301\u0301\u0301oe' },
  ])
})

test('ids and addresses that are none are refused, and no answer shows how we work', async () => {
  const { browser } = await makeHouse()
  for (const [path, status] of [
    ["/api/events/'%20or%201=1/participation", 400],
    ['/api/events/%00/participation', 400],
    [`/api/events/${'a'.repeat(500)}/participation`, 404],
    ['/api/door/..%2f..%2fetc', 400],
    ['/api/door/%ff', 400],
    ['/api/nothing', 404],
    ['/api/join/%E2%80%AE', 400],
  ] as const) {
    const answer = await browser().raw('GET', path)
    const text = await answer.text()
    expect([path, answer.status]).toEqual([path, status])
    expect(JSON.parse(text)).toEqual({ refused: status === 404 ? 'core.notFound' : 'core.invalid' })
  }
})

test('a route is asked so often a minute and not more, by one browser as by one address', async () => {
  const { browser, enter, world, app } = await makeHouse()
  const event = await world.event()
  const guest = browser()
  await enter(guest, event)
  const call = (visitor: typeof guest) =>
    visitor.raw('POST', '/api/invitation', JSON.stringify({ token: 'A'.repeat(43) }), json)
  const answers = await Promise.all(Array.from({ length: 35 }, () => call(guest)))
  expect(answers.filter((answer) => answer.status === 429)).toHaveLength(5)
  expect(answers.find((answer) => answer.status === 429)!.headers.get('retry-after')).toBeTruthy()
  expect((await call(browser())).status).toBe(410)
  expect(app.http).toBeDefined()
})

test('every answer carries the strict headers', async () => {
  const { browser } = await makeHouse({ FOYER_LIVE_URL: 'https://live.example' })
  for (const path of ['/api/me', '/nothing', '/health/live']) {
    const { headers } = await browser().raw('GET', path)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("style-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(policy).toMatch(/connect-src 'self' [^;]*wss:\/\/live\.example/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('permissions-policy')).toContain('camera=(self)')
    expect(headers.get('strict-transport-security')).toBeNull()
  }
})

test('health names each dependency; readiness goes with the database', async () => {
  const { browser, app } = await makeHouse()
  expect(await (await browser().raw('GET', '/health/live')).json()).toEqual({ live: true })
  const ready = await browser().raw('GET', '/health/ready')
  const body = (await ready.json()) as { ready: boolean; checks: Record<string, { ok: boolean }> }
  expect(Object.keys(body.checks).sort()).toEqual(['bus', 'clock', 'database', 'log', 'media'])
  expect([ready.status, body.ready]).toEqual([200, true])
  expect(app.http).toBeDefined()
})

test('figures are by route pattern, and for this network only', async () => {
  const { browser, url } = await makeHouse()
  await browser().raw('GET', '/api/join/SECRET')
  const text = await (await browser().raw('GET', '/metrics')).text()
  expect(text).toContain('route="/api/join/:code"')
  expect(text).not.toContain('SECRET')
  expect((await ask(`${url}/metrics`, { 'x-forwarded-for': '203.0.113.9' })).status).toBe(404)
})

test('a page elsewhere that points its own name at us gets no kept mails', async () => {
  const { url } = await makeHouse()
  expect((await ask(`${url}/dev/mail`, { host: 'evil.example' })).status).toBe(404)
  expect((await ask(`${url}/dev/mail`, { host: 'localhost' })).status).toBe(200)
})

test('the OpenAPI document lists every route with who may call it', async () => {
  const { browser } = await makeHouse()
  const document = (await (await browser().raw('GET', '/api/openapi.json')).json()) as {
    paths: Record<string, Record<string, { description: string; responses: Record<string, unknown> }>>
  }
  const enter = document.paths['/api/events/{event}/enter']!.post!
  expect(enter.description).toContain('anyone')
  expect(Object.keys(enter.responses)).toContain('403')
  expect(Object.keys(document.paths).length).toBeGreaterThan(30)
})

test('hashed files are kept for ever, and every page address answers with the one page', async () => {
  const pages = path.join(dataFolder(), 'client')
  fs.mkdirSync(path.join(pages, 'assets'), { recursive: true })
  fs.writeFileSync(path.join(pages, 'index.html'), '<!doctype html><title>Foyer</title>')
  fs.writeFileSync(path.join(pages, 'assets/app-1a2b.js'), 'export {}')
  const app = await makeApp({ pages })
  const visitor = new Browser(app)
  const script = await visitor.raw('GET', '/assets/app-1a2b.js')
  expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  const html = { accept: 'text/html' }
  for (const address of ['/', '/in', '/e/clinic/manage', '/join/K7X2MQ']) {
    const page = await visitor.raw('GET', address, undefined, html)
    expect([address, page.status, await page.text()]).toEqual([address, 200, '<!doctype html><title>Foyer</title>'])
    expect(page.headers.get('cache-control')).toBe('no-cache')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  }
  expect((await visitor.raw('GET', '/assets/gone-9.js', undefined, html)).status).toBe(404)
  expect((await visitor.raw('GET', '/..%2f..%2fpackage.json', undefined, {})).status).toBeGreaterThanOrEqual(400)
})
