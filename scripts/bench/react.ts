import { withCrowd } from './crowd.ts'
import type { Bench, Figure } from './report.ts'

const PEOPLE = 1000
const SECONDS = 10

const run = (): Promise<readonly Figure[]> =>
  withCrowd(PEOPLE, async ({ node, crowd, stream }) => {
    await crowd.ask('react', { stream, seconds: 2 })
    const { cpu: before } = await node.ask<{ cpu: number }>('cpu')
    const { cpu: idle } = await crowd.ask<{ cpu: number }>('cpu')
    const { sent, ticks, counted } = await crowd.ask<{ sent: number; ticks: number; counted: number }>('react', {
      stream,
      seconds: SECONDS,
    })
    const { cpu: after } = await node.ask<{ cpu: number }>('cpu')
    const { cpu: busy } = await crowd.ask<{ cpu: number }>('cpu')
    const share = Math.round(((busy - idle) / (SECONDS * 1000)) * 100)
    return [
      {
        figure: 'CPU per delivered tick of reactions',
        value: ((after - before) * 1000) / ticks,
        unit: 'µs',
        must: null,
        reference: `${sent} signals taken in, ${ticks} ticks delivered; the crowd takes ${share} % of one core`,
      },
      {
        figure: 'ticks a person and second',
        value: ticks / PEOPLE / SECONDS,
        unit: '/s',
        must: { is: '<=', bound: 4.4 },
        reference: `one message a reaction would be ${Math.round(sent / SECONDS)} /s`,
      },
      {
        figure: 'reactions counted of those sent',
        value: counted / (sent * PEOPLE),
        unit: 'x',
        must: { is: '>=', bound: 1 },
        reference: 'summed up over everyone who was told',
      },
    ]
  })

export const react: Bench = {
  name: 'react',
  meaning: 'Applause of a full house is a few small messages a second for everyone, however many clap.',
  method: `${PEOPLE} people hold a reaction down for ${SECONDS} s: each sends one signal every 250 ms, all are told the sums. Server CPU (user and system of its process) for taking in and sending out, per tick that arrived at someone. The crowd are raw sockets in a process of their own.`,
  run,
}
