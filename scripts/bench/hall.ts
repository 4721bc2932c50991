import { setTimeout as delay } from 'node:timers/promises'
import { newId } from '#shared/core/new-id.ts'
import { serve } from './child.ts'
import { enter, type Member, type Put } from './member.ts'

/*
 * A hall full of people at one stream of questions, or at a bare Socket.IO server that counts votes: in a process of its
 * own, as cheap as can be.
 */
const members: Member[] = []
const PATIENCE = 60_000

/** When the n-th vote of a question was answered: until it is shown, what is shown is old. */
const answered = new Map<string, number[]>()
const shown = new WeakMap<Member, Map<string, number>>()
let ages: number[] = []

function sawVotes(member: Member, { id, votes }: { id: string; votes: number }): void {
  const counts = shown.get(member) ?? new Map<string, number>()
  shown.set(member, counts)
  const before = counts.get(id) ?? 0
  counts.set(id, votes)
  const since = answered.get(id)?.[before]
  if (votes > before) ages.push(since === undefined ? 0 : performance.now() - since)
}

const votesIn = (put: Put) =>
  Object.entries(put).flatMap(([key, record]) => {
    const { votes } = record as { votes?: number | null }
    return key.startsWith('question/') && typeof votes === 'number' ? [{ id: key.slice(9), votes }] : []
  })

/** Of an action: when it was sent, and how long it was on its way to each who saw it. */
const sentAt = new Map<string, number>()
let arrivals: number[] = []

/** What those who triage hold: questions that wait, and those shown, the oldest first. */
const pending = new Set<string>()
const visible = new Set<string>()

function sawStates(put: Put): void {
  for (const [key, record] of Object.entries(put)) {
    if (!key.startsWith('question/')) continue
    const id = key.slice(9)
    const state = (record as { state: string } | null)?.state
    pending.delete(id)
    if (state === 'pending') pending.add(id)
    if (state === 'visible') visible.add(id)
    else visible.delete(id)
  }
}

serve({
  /** `tokens`: of a node; null: a bare server. Everyone comes in and, at a node, joins. */
  async enter({ port, tokens, count, stream }) {
    const list = tokens as string[] | null
    for (let i = 0; i < Number(count); i += 50)
      members.push(
        ...(await Promise.all(
          Array.from({ length: Math.min(50, Number(count) - i) }, (_, j) =>
            enter(Number(port), list?.[i + j] ?? null, String(stream)),
          ),
        )),
      )
    return { bytes: members.map(({ joined }) => joined.bytes), ms: members.map(({ joined }) => joined.ms) }
  },

  /** Each votes once, spread over `ms`; done when everyone was answered and shown every vote. */
  async vote({ questions, ms, stream }) {
    const ids = questions as string[]
    answered.clear()
    ages = []
    for (const member of members)
      member.onPut = (put) => {
        for (const one of votesIn(put)) sawVotes(member, one)
      }
    const waits: number[] = []
    let [accepted, own] = [0, 0]
    await Promise.all(
      members.map(async (member, i) => {
        const question = ids[i % ids.length]!
        await delay((i * Number(ms)) / members.length)
        const at = performance.now()
        const answer = await member.vote(String(stream), question)
        waits.push(performance.now() - at)
        answered.set(question, [...(answered.get(question) ?? []), performance.now()])
        if (answer.includes('"ok":true')) accepted++
        if (answer.includes(`"list":["${question}"`)) own++
      }),
    )
    const final = (id: string) => members.filter((_, i) => ids[i % ids.length] === id).length
    const isShown = (member: Member) => ids.every((id) => shown.get(member)?.get(id) === final(id))
    const until = performance.now() + PATIENCE
    while (!members.every(isShown) && performance.now() < until) await delay(100)
    return { waits, ages, accepted, own, exact: members.filter(isShown).length }
  },

  /**
   * `rate` questions a second for `seconds`, by everyone in turn, while so many of the last to come in triage: each shows
   * one and dismisses what else waits, twice a second, and puts away what is too many.
   */
  async ask({ stream, rate, seconds, moderators }) {
    const name = String(stream)
    const staff = members.slice(-Number(moderators))
    const askers = members.slice(0, -Number(moderators))
    const [asks, acts]: [number[], number[]] = [[], []]
    let [refused, frames, bytes, asked] = [0, 0, 0, 0]
    arrivals = []
    const timed = async (into: number[], done: Promise<string>) => {
      const at = performance.now()
      if (!(await done).includes('"ok":true')) refused++
      into.push(performance.now() - at)
    }
    for (const member of askers) {
      member.onText = (text) => {
        frames++
        bytes += text.length
      }
      member.onPut = (put) => {
        for (const key of Object.keys(put)) {
          const at = sentAt.get(key.slice(9))
          if (at !== undefined) arrivals.push(performance.now() - at)
        }
      }
    }
    staff[0]!.onPut = sawStates
    const until = performance.now() + Number(seconds) * 1000
    const triaging = staff.map(async (member, nr) => {
      while (performance.now() < until) {
        await delay(500)
        const [first, ...rest] = [...pending].filter((id) => id.charCodeAt(4) % staff.length === nr).slice(0, 20)
        if (first) {
          sentAt.set(first, performance.now())
          setTimeout(() => sentAt.delete(first), 1000)
          await timed(acts, member.send(name, newId(), 'qa.approve', { questions: [first] }))
        }
        if (rest.length > 0)
          await timed(acts, member.send(name, newId(), 'qa.dismiss', { questions: rest, reason: 'offTopic', note: '' }))
        const over = nr === 0 ? [...visible].slice(0, Math.max(0, visible.size - 250)) : []
        if (over.length > 0) await timed(acts, member.send(name, newId(), 'qa.archive', { questions: over }))
      }
    })
    const sending: Promise<void>[] = []
    const started = performance.now()
    while (performance.now() < until) {
      const due = Math.floor(((performance.now() - started) / 1000) * Number(rate))
      for (; asked < due; asked++) {
        const text = `Question ${asked}: how would you ${asked * 7} go about finding customers, and keeping them?`
        const data = { channel: 'everyone1', text, nickname: '', offer: null }
        sending.push(timed(asks, askers[asked % askers.length]!.send(name, newId(), 'qa.ask', data)))
      }
      await delay(20)
    }
    await Promise.all([...sending, ...triaging])
    await delay(500)
    return { asks, acts, refused, asked, arrivals, frames: frames / askers.length, bytes: bytes / askers.length }
  },
})
