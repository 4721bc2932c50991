import { WebSocket } from 'ws'
import { newId } from '#shared/core/new-id.ts'
import { cpuMs, serve } from './child.ts'

/*
 * People who send commands as fast as they are answered, each with so many outstanding, and keep the time every answer
 * took. Raw WebSockets that speak just enough of Engine.IO and Socket.IO: on two cores a dear client would take from the
 * server what is measured. Answers are told apart by their first letters; what else comes is not looked at.
 */
const ACCEPTED = '[{"ok":true'

class Voter {
  acked = 0
  refused = 0
  waits: number[] = []
  #stream: string
  #socket: WebSocket
  #sent = new Map<number, number>()
  #next = 1
  #item: number
  #until = 0
  #rest: (() => void) | null = null

  constructor(socket: WebSocket, stream: string, nr: number) {
    this.#socket = socket
    this.#stream = stream
    this.#item = nr * 13
  }

  /** In, joined, and ready to vote. */
  static join(port: number, capability: string, stream: string, nr: number): Promise<Voter> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`, {
      perMessageDeflate: false,
    })
    const voter = new Voter(socket, stream, nr)
    return new Promise((resolve, reject) => {
      socket.on('error', reject)
      socket.on('message', (data) => {
        const text = data.toString('latin1')
        if (text.startsWith('430[')) resolve(voter)
        else if (text.startsWith('43')) voter.#answered(text)
        else if (text === '2') socket.send('3')
        else if (text.startsWith('0{')) socket.send(`40${JSON.stringify({ capability })}`)
        else if (text.startsWith('40{')) socket.send(`420${JSON.stringify(['join', { stream, have: [] }])}`)
      })
    })
  }

  /** Votes until `until` (ms of this process), `outstanding` at a time; resolves with the last answer. */
  vote(outstanding: number, until: number): Promise<void> {
    this.acked = this.refused = 0
    this.waits = []
    this.#until = until
    return new Promise((resolve) => {
      this.#rest = resolve
      for (let i = 0; i < outstanding; i++) this.#send()
    })
  }

  #send(): void {
    const nr = this.#next++
    this.#item = (this.#item + 7) % 200
    this.#sent.set(nr, performance.now())
    this.#socket.send(
      `42${nr}["command",{"id":"${newId()}","stream":"${this.#stream}","command":{"type":"poll.vote","data":{"item":${this.#item}}}}]`,
    )
  }

  #answered(text: string): void {
    const at = text.indexOf('[')
    const nr = Number(text.slice(2, at))
    const now = performance.now()
    this.waits.push(now - this.#sent.get(nr)!)
    this.#sent.delete(nr)
    if (text.startsWith(ACCEPTED, at)) this.acked++
    else this.refused++
    if (now < this.#until) this.#send()
    else if (this.#sent.size === 0) this.#rest?.()
  }
}

let voters: Voter[] = []

serve({
  async connect({ port, tokens, streams }) {
    const names = streams as string[]
    voters = await Promise.all(
      (tokens as string[]).map((token, i) => Voter.join(Number(port), token, names[i % names.length]!, i)),
    )
    return {}
  },
  /** Votes for `ms`, everyone on their own stream. */
  async vote({ outstanding, ms }) {
    const until = performance.now() + Number(ms)
    const before = cpuMs()
    await Promise.all(voters.map((voter) => voter.vote(Number(outstanding), until)))
    const waits = voters.flatMap((voter) => voter.waits).sort((a, b) => a - b)
    return {
      acked: voters.reduce((sum, voter) => sum + voter.acked, 0),
      refused: voters.reduce((sum, voter) => sum + voter.refused, 0),
      p50: waits[waits.length >> 1],
      p99: waits[Math.floor(waits.length * 0.99)],
      cpu: cpuMs() - before,
    }
  },
})
