import { Child } from './child.ts'
import { withDatabase } from './database.ts'
import { type Bench, type Figure, median } from './report.ts'

const ROUNDS = 5
const MS = 4000
const VOTERS = 200
const OUTSTANDING = 4
/** Rounds of the reference that differ by more than this say that the machine was not quiet. */
const STEADY = 1.5
const ATTEMPTS = 3
const spreadOf = (rounds: readonly number[]): number => Math.max(...rounds) / Math.min(...rounds)

interface Voted {
  acked: number
  refused: number
  p50: number
  p99: number
  cpu: number
}

async function measure(streams: number, must: NonNullable<Figure['must']>, name: string): Promise<readonly Figure[]> {
  return withDatabase(async (url) => {
    const [node, plain, voters] = [
      new Child('node.ts', { DATABASE_URL: url }),
      new Child('plain.ts', { DATABASE_URL: url }),
      new Child('voters.ts'),
    ]
    try {
      const { port } = await node.ask<{ port: number }>('port')
      const { streams: names } = await node.ask<{ streams: string[] }>('streams', { count: streams })
      const { tokens } = await node.ask<{ tokens: string[] }>('people', { count: VOTERS })
      await voters.ask('connect', { port, tokens, streams: names })
      let ours: Voted[] = []
      let theirs: number[] = []
      const vote = { outstanding: OUTSTANDING, ms: MS }
      await voters.ask('vote', { ...vote, ms: 1500 })
      for (let attempt = 0; attempt === 0 || (attempt < ATTEMPTS && spreadOf(theirs) > STEADY); attempt++) {
        ours = []
        theirs = []
        for (let round = 0; round < ROUNDS; round++) {
          theirs.push((await plain.ask<{ done: number }>('run', { streams, ms: MS })).done / (MS / 1000))
          ours.push(await voters.ask<Voted>('vote', vote))
        }
      }
      const spread = spreadOf(theirs)
      const perSecond = median(ours.map((round) => round.acked / (MS / 1000)))
      const reference = median(theirs)
      const busy = Math.round((median(ours.map((round) => round.cpu)) / MS) * 100)
      const note = spread > STEADY ? `; the reference's own rounds differ ${spread.toFixed(1)}x` : ''
      const refused = ours.reduce((sum, round) => sum + round.refused, 0)
      return [
        {
          figure: name,
          value: perSecond / reference,
          unit: 'x',
          must,
          isVoid: spread > STEADY,
          reference: `plain server ${Math.round(reference)}/s, ours ${Math.round(perSecond)}/s${note}`,
        },
        {
          figure: `${name}: time to the answer, p50`,
          value: median(ours.map((round) => round.p50)),
          unit: 'ms',
          must: null,
          reference: `p99 ${Math.round(median(ours.map((round) => round.p99)))} ms; ${refused} refused; load generator ${busy} % of one core`,
        },
      ]
    } finally {
      await Promise.all([node.end(), plain.end(), voters.end()])
    }
  })
}

const method = (streams: string) =>
  `${VOTERS} sockets with ${OUTSTANDING} votes outstanding each, from a process of their own, against one node, ${streams}; a plain server on 16 connections of the same PostgreSQL (fsync on) in turn with it: lock the row, insert, bump the version, commit. ${ROUNDS} rounds of ${MS / 1000} s each, medians. Measured anew, up to ${ATTEMPTS} times, and then void, if the reference's rounds differ by more than ${STEADY}x.`

export const commandsOne: Bench = {
  name: 'commands-one',
  meaning:
    'One busy stream: the questions of one airing, everyone voting. Commands that wait together are decided in one transaction, which is where the factor comes from.',
  method: method('one stream'),
  run: () => measure(1, { is: '>=', bound: 10, reach: 20 }, 'commands acknowledged on one stream'),
}
export const commandsFifty: Bench = {
  name: 'commands-fifty',
  meaning:
    'Fifty busy streams at once, so batches are small: here the statements themselves have to be cheap (docs/decisions/008).',
  method: method('fifty streams'),
  run: () => measure(50, { is: '>=', bound: 2 }, 'commands acknowledged on fifty streams'),
}
