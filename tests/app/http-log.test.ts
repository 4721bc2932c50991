import { Writable } from 'node:stream'
import pg from 'pg'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { eventually } from '../helpers/eventually.ts'
import { makeHouse } from '../helpers/guests.ts'
import { mailTo } from '../helpers/mails.ts'

/** A house whose log is kept as lines. */
async function loggedHouse() {
  const lines: string[] = []
  const stream = new Writable({
    write(piece, _encoding, done) {
      lines.push(String(piece))
      done()
    },
  })
  return { ...(await makeHouse({}, pino({ level: 'debug' }, stream))), lines }
}

test('a line of the log says method, route, status and ms, and nothing of anyone', async () => {
  const { browser, enter, capability, world, data, lines } = await loggedHouse()
  const event = await world.event()
  const ana = browser()
  ana.headers = { 'user-agent': 'SecretBrowser/7' }
  await ana.call('POST', '/api/sign-in', { mail: 'secret-ana@example.org' })
  const { token, code } = await mailTo(data, 'secret-ana@example.org')
  await ana.call('POST', '/api/sign-in/link', { token })
  await enter(ana, event, { name: 'Secret Name' })
  const { body } = await capability(ana, event)
  await ana.call('GET', '/api/join/SECRET?search=secret-query')
  await ana.raw('POST', '/api/sign-in', '{"mail": "secret-body', { 'content-type': 'application/json' })

  await eventually('the log', async () => lines.some((line) => line.includes('/api/join/:code')))
  const text = lines.join('')
  const answered = lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((line) => line.msg === 'answered')
  for (const line of answered)
    expect(Object.keys(line).sort()).toEqual([
      'hostname',
      'level',
      'method',
      'ms',
      'msg',
      'pid',
      'route',
      'status',
      'time',
    ])
  expect(answered.map((line) => line.route)).toContain('/api/events/:event/enter')
  for (const secret of ['ecret', token, code, body.token, ana.cookies.get('foyer')!, event.id, '127.0.0.1'])
    expect([secret, text.includes(secret)]).toEqual([secret, false])
})

test('without its database a node is alive, not ready, and says so without telling how it works', async () => {
  const { browser, config, lines } = await loggedHouse()
  const url = new URL(config.databaseUrl)
  const name = url.pathname.slice(1)
  url.pathname = '/postgres'
  const admin = new pg.Client({ connectionString: url.href })
  await admin.connect()
  await admin.query(`drop database ${name} with (force)`)
  await admin.end()

  const visitor = browser()
  expect((await visitor.raw('GET', '/health/live')).status).toBe(200)
  const ready = await visitor.raw('GET', '/health/ready')
  expect(ready.status).toBe(503)
  expect(await ready.json()).toMatchObject({
    ready: false,
    checks: { database: { ok: false, note: 'not reachable' }, bus: { ok: true } },
  })
  const answer = await visitor.call('GET', '/api/welcome')
  expect(answer.status).toBeGreaterThanOrEqual(500)
  expect(Object.keys(answer.body)).toEqual(['refused'])
  expect(lines.join('')).not.toContain(name)
})
