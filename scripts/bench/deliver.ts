import { Child } from './child.ts'
import { withDatabase } from './database.ts'
import { type Bench, type Figure, median } from './report.ts'

const PEOPLE = 1000
const ROUNDS = 3
const BYTES = 300
const SHAPES = [
  {
    figure: 'CPU per delivered event, 20 Hz',
    burst: 1,
    every: 50,
    times: 100,
    must: { is: '<=', bound: 1.3, reach: 1 },
  },
  { figure: 'CPU per delivered event, bursts of 4', burst: 4, every: 50, times: 100, must: { is: '<=', bound: 0.4 } },
] as const

interface Round {
  /** µs of server CPU per delivered event. */
  each: number
  delivered: number
  /** Share of one core the listeners took. */
  busy: number
}

async function round(server: Child, listeners: Child, shape: (typeof SHAPES)[number], stream: string): Promise<Round> {
  const { burst, every, times } = shape
  await listeners.ask('counted')
  const before = await listeners.ask<{ cpu: number }>('cpu')
  const started = performance.now()
  const { cpu } = await server.ask<{ cpu: number }>('publish', { stream, every, times, burst, bytes: BYTES })
  const took = performance.now() - started
  const { events, cpu: after } = await listeners.ask<{ events: number; cpu: number }>('counted')
  return {
    each: (cpu * 1000) / events,
    delivered: events / (PEOPLE * times * burst),
    busy: (after - before.cpu) / took,
  }
}

async function run(): Promise<readonly Figure[]> {
  return withDatabase(async (url) => {
    const node = new Child('node.ts', { DATABASE_URL: url })
    const bare = new Child('bare.ts')
    const [toNode, toBare] = [new Child('listeners.ts'), new Child('listeners.ts')]
    try {
      const { port } = await node.ask<{ port: number }>('port')
      const [stream = ''] = (await node.ask<{ streams: string[] }>('streams', { count: 1 })).streams
      const { tokens } = await node.ask<{ tokens: string[] }>('people', { count: PEOPLE })
      await toNode.ask('connect', { port, tokens, count: PEOPLE, stream })
      await toBare.ask('connect', { port: (await bare.ask<{ port: number }>('port')).port, count: PEOPLE })
      const figures: Figure[] = []
      for (const shape of SHAPES) {
        const ours: Round[] = []
        const theirs: Round[] = []
        for (let i = 0; i <= ROUNDS; i++) {
          theirs.push(await round(bare, toBare, shape, ''))
          ours.push(await round(node, toNode, shape, stream))
        }
        // The first round warms both up.
        const [us, them] = [
          median(ours.slice(1).map((one) => one.each)),
          median(theirs.slice(1).map((one) => one.each)),
        ]
        const share = Math.min(...ours.map((one) => one.delivered))
        const busy = Math.round(Math.max(...ours.map((one) => one.busy)) * 100)
        figures.push({
          figure: shape.figure,
          value: us / them,
          unit: 'x',
          must: shape.must,
          reference: `bare ws ${them.toFixed(1)} µs, ours ${us.toFixed(1)} µs; ${(share * 100).toFixed(1)} % delivered; listeners ${busy} % of one core`,
        })
      }
      return figures
    } finally {
      await Promise.all([node, bare, toNode, toBare].map((child) => child.end()))
    }
  })
}

export const deliver: Bench = {
  name: 'deliver',
  meaning:
    'What the log, the audiences and the folds cost on top of a server that only sends bytes. In bursts we are cheaper, because what falls into one turn is one frame.',
  method: `One event of ${BYTES} B to ${PEOPLE} sockets, 20 times a second for 5 s, and four at once as often; server CPU (user and system of its process, deciding and storing included) per event that arrived, against a bare ws server sending the same bytes, in turn, ${ROUNDS} rounds after one to warm up, medians. Listeners are raw sockets in processes of their own.`,
  run,
}
