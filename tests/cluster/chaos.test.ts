import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { eventually } from '../helpers/eventually.ts'
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
  const noise = Promise.all([kills(), outages()])
  await Promise.all(histories.map((history) => history.run()))
  isOver = true
  const [killed, away] = await noise
  const lived = performance.now() - start

  const wrong = (await Promise.all(histories.map((history) => history.settle()))).flat()
  expect(wrong).toEqual([])
  await Promise.all(histories.map((history) => history.lastWord()))
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
      `${sum((one) => one.counts.roles)} role changes, ${sum((one) => one.counts.epochs)} epochs, ${killed} kills, Redis away ${away} times; right after ${Math.round(Math.max(...healed))} ms`,
  )

  /** Nodes die and come back, sometimes both at once, until the histories are over. */
  async function kills(): Promise<number> {
    const { pick, random, chance } = seeded(4711)
    let killed = 0
    while (!isOver) {
      // As often as this machine bears: the next one dies while the last ones still find their way.
      await eventually('most people to be back', async () => isOver || online() > 0.7, 60_000)
      await wait(200 + random() * 500)
      const doomed = chance(0.2) ? cluster.nodes : [pick(cluster.nodes)]
      await Promise.all(doomed.map((node) => node.kill()))
      await Promise.all(doomed.map((node) => node.start()))
      killed += doomed.length
    }
    return killed
  }

  function online(): number {
    const people = histories.flatMap((history) => history.people)
    return people.filter((person) => person.isOnline).length / people.length
  }

  async function outages(): Promise<number> {
    const { random } = seeded(4712)
    let away = 0
    while (!isOver) {
      await wait(1000 + random() * 1500)
      await cluster.redis.kill()
      await wait(500 + random() * 2000)
      await cluster.redis.start()
      away++
    }
    return away
  }
})
