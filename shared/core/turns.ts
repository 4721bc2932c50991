import type { Attendance } from './people.ts'

/** Someone who waits for a turn. `score`: the larger comes first within a side. `since`: ms UTC. */
export interface Waiting {
  id: string
  side: Attendance
  score: number
  since: number
}

/** What a side has had so far: turns served, and distinct people who asked for one. */
export interface Served {
  served: number
  asked: number
}
export type Sides = Readonly<Record<Attendance, Served>>

const bySeniority = (a: Waiting, b: Waiting): number => a.since - b.since || (a.id < b.id ? -1 : 1)
const byScore = (a: Waiting, b: Waiting): number => b.score - a.score || bySeniority(a, b)

/**
 * The order in which people come to speak, first to last; answers ids, the first `most` of them. The next side is the one
 * with the smallest share of turns per person who asked (served ÷ asked) among those with someone waiting, ties to whoever
 * has waited longest; within a side the score decides, then the wait. The one fairness rule of Foyer (design §8), for hands
 * and questions.
 */
export function inTurn(waiting: readonly Waiting[], sides: Sides, most = Number.POSITIVE_INFINITY): string[] {
  const lines = { room: lineOf(waiting, 'room'), home: lineOf(waiting, 'home') }
  const served = { room: sides.room.served, home: sides.home.served }
  const share = (side: Attendance): number => served[side] / Math.max(1, sides[side].asked)
  const order: string[] = []
  while (order.length < Math.min(most, waiting.length)) {
    const side = nextSide(lines, share)
    order.push(lines[side].shift()!.id)
    served[side]++
  }
  return order
}

const lineOf = (waiting: readonly Waiting[], side: Attendance): Waiting[] =>
  waiting.filter((one) => one.side === side).sort(byScore)

function nextSide(lines: Record<Attendance, Waiting[]>, share: (side: Attendance) => number): Attendance {
  if (lines.room.length === 0) return 'home'
  if (lines.home.length === 0) return 'room'
  const difference = share('room') - share('home')
  if (difference !== 0) return difference < 0 ? 'room' : 'home'
  const longest = (side: Attendance): Waiting => lines[side].reduce((a, b) => (bySeniority(a, b) <= 0 ? a : b))
  return bySeniority(longest('room'), longest('home')) < 0 ? 'room' : 'home'
}
