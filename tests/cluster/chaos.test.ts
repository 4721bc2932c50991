import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { makeCluster } from '../helpers/serve-cluster.ts'
import { becomesRight } from '../helpers/serve-law.ts'
import { seeded } from '../laws/sim/subject.ts'
import { History } from './history.ts'

const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1)
/** Longer than the rarest beat: a lost last frame of one's own heals by it. ms */
const HEALS = 20_000

/**
 * The law under chaos, for real: two processes, PostgreSQL, Redis. Twenty histories run on one pair of nodes, which are
 * killed and started while they run; Redis goes and comes. Who was right before is right again, from the log alone.
 */
test('every client is right in the end, over 20 histories on two nodes', { timeout: 90_000 }, async () => {
  const cluster = await makeCluster()
  const histories = await Promise.all(SEEDS.map((seed) => History.make(cluster, seed)))
  const start = performance.now()
  let isOver = false
  const noise = weather()
  await Promise.all(histories.map((history) => history.run()))
  isOver = true
  const kills = await noise
  const lived = performance.now() - start

  const wrong = (await Promise.all(histories.map((history) => history.settle()))).flat()
  expect(wrong).toEqual([])
  const again = setInterval(() => {
    for (const { people } of histories) for (const person of people) void person.joinsAgain()
  }, 1000)
  const healed = await Promise.all(
    histories.map(({ stream, people }) => becomesRight(cluster.db, stream, people, HEALS)),
  )
  clearInterval(again)

  const sum = (of: (history: History) => number) => histories.reduce((all, history) => all + of(history), 0)
  console.log(
    `chaos: ${histories.length} histories in ${Math.round(lived)} ms, ${sum((one) => one.commands)} commands, ` +
      `${sum((one) => one.counts.repeats)} repeated, ${sum((one) => one.counts.hops)} hops, ${sum((one) => one.counts.cuts)} cuts, ` +
      `${sum((one) => one.counts.roles)} role changes, ${kills} kills; right after ${Math.round(Math.max(...healed))} ms`,
  )

  /** Kills of nodes and outages of Redis until the histories are over; then all is up. */
  async function weather(): Promise<number> {
    const { pick, chance, random } = seeded(4711)
    let killed = 0
    while (!isOver) {
      await wait(400 + random() * 800)
      if (chance(0.6)) {
        const node = pick(cluster.nodes)
        await node.kill()
        killed++
        await node.start()
      } else {
        await cluster.redis.kill()
        await wait(500 + random() * 1000)
        await cluster.redis.start()
      }
    }
    return killed
  }
})
