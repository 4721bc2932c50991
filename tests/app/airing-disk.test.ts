import { deepStrictEqual, ok, strictEqual } from 'node:assert'
import { test } from 'vitest'
import { diskOf, LOW_DISK } from '#server/airing/disk.ts'
import { disk } from '#shared/airing/routes.ts'
import { evening } from './airing-evening.ts'

test('who runs a show is told how much room the disk has left, and nobody else', async () => {
  const night = await evening()
  const asks = async (...roles: Parameters<typeof night.person>) =>
    (await night.person(...roles)).calls('GET', `/api/events/${night.event.id}/disk`, undefined, 'capability')
  const { status, body } = await asks('producer')
  strictEqual(status, 200)
  const { free, isLow } = disk.reply.parse(body)
  deepStrictEqual([free > 0, isLow], [true, free < LOW_DISK])
  strictEqual((await asks()).status, 403)
  const elsewhere = await night.made.world.event()
  const producer = await night.person('producer')
  const foreign = await producer.calls('GET', `/api/events/${elsewhere.id}/disk`, undefined, 'capability')
  strictEqual(foreign.status, 404)
  // The same disk, judged by what it has and by what it never has.
  ok(!(await diskOf(night.made.config.data, 1)).isLow)
  ok((await diskOf(night.made.config.data, Number.MAX_SAFE_INTEGER)).isLow)
})
