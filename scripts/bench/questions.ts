import fs from 'node:fs'
import { processesBelow } from '../../tests/helpers/processes.ts'
import { Child } from './child.ts'
import { withDatabase } from './database.ts'
import { type Bench, type Figure, median, quantile } from './report.ts'

const PEOPLE = 1000
const QUESTIONS = 20
const ROUNDS = 3
const VOTING_MS = 5000
/** The count of votes goes out at most this often. ms */
const COUNT_TICK = 250
const RATE = 50
const SECONDS = 60
const VISIBLE = 300

interface Hall {
  node: Child
  hall: Child
  stream: string
  /** Enter the hall with these. */
  tokens: readonly string[]
  port: number
  /** So many questions, shown in the first channel. */
  questions(count: number): Promise<readonly string[]>
}

/** A node on a database of its own, an airing with questions, and an empty hall. */
const withHall = <T>(work: (hall: Hall) => Promise<T>): Promise<T> =>
  withDatabase(async (url) => {
    const [node, hall] = [new Child('node.ts', { DATABASE_URL: url }), new Child('hall.ts')]
    const people = (count: number, role: string) =>
      node.ask<{ tokens: string[]; participants: string[] }>('people', { count, role })
    try {
      const { port } = await node.ask<{ port: number }>('port')
      const { stream } = await node.ask<{ stream: string }>('airing')
      const { tokens } = await people(PEOPLE, 'attendee')
      const staff = await people(2, 'moderator')
      const { participants: askers } = await people(VISIBLE / 5, 'attendee')
      const questions = async (count: number) =>
        (await node.ask<{ ids: string[] }>('questions', { stream, count, askers, moderator: staff.participants[0] }))
          .ids
      return await work({ node, hall, stream, port, tokens: [...tokens, ...staff.tokens], questions })
    } finally {
      await Promise.all([node.end(), hall.end()])
    }
  })

const cpuOf = async (child: Child): Promise<number> => (await child.ask<{ cpu: number }>('cpu')).cpu

/** CPU of the databases this process started, ms. */
function databaseCpu(): number {
  const ticks = processesBelow(process.pid)
    .filter(({ command }) => /postgres/.test(command))
    .map(({ pid }) => {
      const [, rest = ''] = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
      // The fields after the name begin with the state, which is the third; user and system time are 14 and 15.
      const fields = rest.split(' ')
      return Number(fields[11]) + Number(fields[12])
    })
  return ticks.reduce((sum, one) => sum + one, 0) * 10
}

interface Voted {
  waits: number[]
  ages: number[]
  accepted: number
  own: number
  exact: number
}

const votes = (): Promise<readonly Figure[]> =>
  withHall(async ({ node, hall, stream, port, tokens, questions }) => {
    const [bare, others] = [new Child('bare-votes.ts'), new Child('hall.ts')]
    try {
      const { port: barePort } = await bare.ask<{ port: number }>('port')
      const all = await questions(QUESTIONS * ROUNDS)
      await hall.ask('enter', { port, tokens, count: PEOPLE, stream })
      await others.ask('enter', { port: barePort, tokens: null, count: PEOPLE, stream: '' })
      const [ours, theirs, database]: [number[], number[], number[]] = [[], [], []]
      const rounds: Voted[] = []
      for (let round = 0; round < ROUNDS; round++) {
        const ids = all.slice(round * QUESTIONS, (round + 1) * QUESTIONS)
        const asked = { questions: ids, ms: VOTING_MS, stream }
        const reference = await cpuOf(bare)
        await others.ask('vote', asked)
        theirs.push((await cpuOf(bare)) - reference)
        const [before, stored] = [await cpuOf(node), databaseCpu()]
        rounds.push(await hall.ask<Voted>('vote', asked))
        ours.push((await cpuOf(node)) - before)
        database.push(databaseCpu() - stored)
      }
      const ages = rounds.flatMap((one) => one.ages)
      const least = (what: 'accepted' | 'own' | 'exact') => Math.min(...rounds.map((one) => one[what]))
      const seconds = (times: readonly number[]): string => (median(times) / 1000).toFixed(2)
      return [
        {
          figure: `CPU of ${PEOPLE} votes in ${VOTING_MS / 1000} s, stored and shown to all`,
          value: median(ours) / median(theirs),
          unit: 'x',
          must: { is: '<=', bound: 0.2, reach: 0.1 },
          reference: `bare Socket.IO ${seconds(theirs)} s, ours ${seconds(ours)} s, and PostgreSQL ${seconds(database)} s`,
        },
        {
          figure: 'age of the shown count, p99',
          value: quantile(ages, 0.99),
          unit: 'ms',
          must: { is: '<=', bound: COUNT_TICK + 60 },
          reference: `median ${median(ages).toFixed(0)} ms; ${ages.length} counts shown`,
        },
        {
          figure: 'people of the least exact round who hold their own vote and every final count',
          value: Math.min(least('own'), least('exact')) / PEOPLE,
          unit: 'x',
          must: { is: '>=', bound: 1 },
          reference: `${least('accepted')} votes accepted, answered after ${median(rounds.flatMap((one) => one.waits)).toFixed(0)} ms`,
        },
      ]
    } finally {
      await Promise.all([bare.end(), others.end()])
    }
  })

interface Asked {
  asks: number[]
  acts: number[]
  refused: number
  asked: number
  arrivals: number[]
  frames: number
  bytes: number
}

const asking = (): Promise<readonly Figure[]> =>
  withHall(async ({ node, hall, stream, port, tokens }) => {
    await hall.ask('enter', { port, tokens, count: tokens.length, stream })
    const memory = async () => (await node.ask<{ rss: number }>('memory')).rss / 1e6
    const [before, started] = [await memory(), await cpuOf(node)]
    const done = await hall.ask<Asked>('ask', { stream, rate: RATE, seconds: SECONDS, moderators: 2 })
    const [after, busy] = [await memory(), ((await cpuOf(node)) - started) / (SECONDS * 10)]
    return [
      {
        figure: `a question to its answer, p99, ${RATE} a second`,
        value: quantile(done.asks, 0.99),
        unit: 'ms',
        must: null,
        reference: `median ${median(done.asks).toFixed(0)} ms; ${done.asked} asked, ${done.refused} commands refused; the node takes ${busy.toFixed(0)} % of one core`,
      },
      {
        figure: 'a moderator’s action to its answer, p99',
        value: quantile(done.acts, 0.99),
        unit: 'ms',
        must: null,
        reference: `median ${median(done.acts).toFixed(0)} ms; ${done.acts.length} actions of two moderators, up to 20 questions each`,
      },
      {
        figure: 'a question shown, from the press to each attendee, p99',
        value: quantile(done.arrivals, 0.99),
        unit: 'ms',
        must: { is: '<=', bound: 50 },
        reference: `median ${median(done.arrivals).toFixed(0)} ms; ${done.arrivals.length} arrivals`,
      },
      {
        figure: 'frames an attendee and second',
        value: done.frames / SECONDS,
        unit: '/s',
        must: { is: '<=', bound: 20 },
        reference: `${(done.bytes / SECONDS / 1000).toFixed(1)} kB/s`,
      },
      {
        figure: 'memory of the node after it',
        value: after,
        unit: 'MB',
        must: null,
        reference: `before ${before.toFixed(0)} MB, ${tokens.length} people connected`,
      },
    ]
  })

const joining = (): Promise<readonly Figure[]> =>
  withHall(async ({ hall, stream, port, tokens, questions }) => {
    await questions(VISIBLE)
    const { bytes, ms } = await hall.ask<{ bytes: number[]; ms: number[] }>('enter', {
      port,
      tokens,
      count: 200,
      stream,
    })
    return [
      {
        figure: `joining a channel with ${VISIBLE} visible questions, size`,
        value: median(bytes) / 1000,
        unit: 'kB',
        must: { is: '<=', bound: 256 },
        reference: 'before the socket’s compression',
      },
      {
        figure: 'joining it, from the ask to the answer, p99',
        value: quantile(ms, 0.99),
        unit: 'ms',
        must: null,
        reference: `median ${median(ms).toFixed(0)} ms, 50 at once`,
      },
    ]
  })

export const questionVotes: Bench = {
  name: 'question-votes',
  meaning:
    'A vote is in the log before it is answered, and costs a fraction of telling everyone of every vote: counts go out four times a second, whole. Nobody sees a count older than a tick and a breath (docs/decisions/019).',
  method: `${PEOPLE} attendees at one stream of questions each vote once within ${VOTING_MS / 1000} s, for ${QUESTIONS} questions, ${ROUNDS} rounds, medians: user and system time of the one node, in turn with a Socket.IO server that stores nothing and tells everyone of every vote. Age: how long a vote that was answered was missing from what an attendee saw. The crowd are raw sockets in processes of their own.`,
  run: votes,
}
export const questionsAsked: Bench = {
  name: 'questions-asked',
  meaning:
    'Fifty questions a second for a minute is far more than any evening brings. Moderators stay as quick as ever, attendees are sent a few frames a second, and what waits to be looked at reaches none of them.',
  method: `${PEOPLE} attendees ask ${RATE} questions a second for ${SECONDS} s at one node, while two moderators show one and dismiss up to 19 others each twice a second. From the send to the answer, and from a moderator's press until the question is at each attendee.`,
  run: asking,
}
export const questionsJoined: Bench = {
  name: 'questions-joined',
  meaning:
    'What coming in costs where a channel is as full as it may be. The size is before the compression of the line.',
  method: `200 attendees come in, 50 at a time, where ${VISIBLE} questions of 130 characters are visible: the answer to their join.`,
  run: joining,
}
