import { setTimeout as delay } from 'node:timers/promises'
import { Child } from './child.ts'
import { withDatabase } from './database.ts'
import { type Bench, type Figure, quantile } from './report.ts'

const PEOPLE = 1000
const TIMES = 60
const EVERY = 100

async function run(): Promise<readonly Figure[]> {
  return withDatabase(async (url) => {
    const [node, crowd] = [new Child('node.ts', { DATABASE_URL: url }), new Child('listeners.ts')]
    try {
      const { port } = await node.ask<{ port: number }>('port')
      const [stream = ''] = (await node.ask<{ streams: string[] }>('streams', { count: 1 })).streams
      const { tokens } = await node.ask<{ tokens: string[] }>('people', { count: PEOPLE })
      await crowd.ask('connect', { port, tokens, count: PEOPLE, stream })
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
    } finally {
      await Promise.all([node.end(), crowd.end()])
    }
  })
}

export const control: Bench = {
  name: 'control',
  method: `A producer presses something every ${EVERY} ms: from the press (a command at the inbox) over decision and COMMIT until it is at each of ${PEOPLE} viewers, raw sockets in a process of their own.`,
  run,
}
