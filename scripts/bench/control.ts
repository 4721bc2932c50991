import { setTimeout as delay } from 'node:timers/promises'
import { withCrowd } from './crowd.ts'
import { type Bench, type Figure, quantile } from './report.ts'

const PEOPLE = 1000
const TIMES = 60
const EVERY = 100

const run = (): Promise<readonly Figure[]> =>
  withCrowd(PEOPLE, async ({ node, crowd, stream }) => {
    await node.ask('act', { stream, times: 10, every: EVERY })
    await crowd.ask('time')
    await node.ask('act', { stream, times: TIMES, every: EVERY })
    await delay(500)
    const { waits } = await crowd.ask<{ waits: number[] }>('waited')
    const share = (waits.length / (TIMES * PEOPLE)) * 100
    const figure = (name: string, part: number): Figure => ({
      figure: `control action at a viewer, ${name}`,
      value: quantile(waits, part),
      unit: 'ms',
      must: null,
      reference: `${TIMES} actions, ${share.toFixed(1)} % arrived`,
    })
    return [figure('median', 0.5), figure('p99', 0.99)]
  })

export const control: Bench = {
  name: 'control',
  meaning: 'What a producer presses is on every screen before anyone could say it. Most of it is the commit.',
  method: `A producer presses something every ${EVERY} ms: from the press (a command at the inbox) over decision and COMMIT until it is at each of ${PEOPLE} viewers, raw sockets in a process of their own.`,
  run,
}
