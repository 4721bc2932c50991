import { WebSocket } from 'ws'
import { newId } from '#shared/core/new-id.ts'

export type Put = Record<string, unknown>

/** Everyone of an audience is sent the same text: it is read once. */
let last: { text: string; puts: readonly Put[] } = { text: '', puts: [] }

/** What a text puts: `42["frames",{…}]` of a node, or `42["count",{id,votes}]` of the bare server. */
function putsOf(text: string): readonly Put[] {
  if (text === last.text) return last.puts
  const [name, data] = JSON.parse(text.slice(2)) as [string, { frames?: { put: Put }[]; id?: string; votes?: number }]
  const puts = name === 'count' ? [{ [`question/${data.id}`]: data }] : (data.frames ?? []).map(({ put }) => put)
  last = { text, puts }
  return puts
}

/** Someone at a stream: a raw WebSocket that speaks just enough of Engine.IO and Socket.IO. */
export class Member {
  /** What coming in took, and how large it was. */
  joined = { ms: 0, bytes: 0 }
  onPut: ((put: Put) => void) | null = null
  onText: ((text: string) => void) | null = null
  readonly #socket: WebSocket
  readonly #waiting = new Map<string, (answer: string) => void>()
  #next = 1
  readonly isBare: boolean

  constructor(socket: WebSocket, isBare: boolean) {
    this.#socket = socket
    this.isBare = isBare
  }

  send(stream: string, id: string, type: string, data: unknown): Promise<string> {
    return this.#ask(['command', { id, stream, command: { type, data } }])
  }
  vote(stream: string, question: string): Promise<string> {
    return this.isBare ? this.#ask(['vote', question]) : this.send(stream, newId(), 'qa.vote', { question })
  }
  join(stream: string): Promise<string> {
    return this.#ask(['join', { stream, have: [] }])
  }

  heard(text: string): void {
    if (text.startsWith('43')) {
      const at = text.indexOf('[')
      const nr = text.slice(2, at)
      this.#waiting.get(nr)?.(text.slice(at))
      this.#waiting.delete(nr)
      return
    }
    this.onText?.(text)
    if (!this.onPut || !(text.startsWith('42["frames"') || text.startsWith('42["count"'))) return
    for (const put of putsOf(text)) this.onPut(put)
  }

  #ask(message: unknown): Promise<string> {
    const nr = String(this.#next++)
    return new Promise((resolve) => {
      this.#waiting.set(nr, resolve)
      this.#socket.send(`42${nr}${JSON.stringify(message)}`)
    })
  }
}

/** Comes in and, at a node, joins the stream. Without a token: at a bare server. */
export function enter(port: number, token: string | null, stream: string): Promise<Member> {
  const url = `ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`
  const socket = new WebSocket(url, { perMessageDeflate: false })
  const member = new Member(socket, token === null)
  return new Promise((resolve, reject) => {
    socket.on('error', reject)
    socket.on('message', (data) => {
      const text = data.toString()
      if (text === '2') socket.send('3')
      else if (text.startsWith('0{')) socket.send(token === null ? '40' : `40${JSON.stringify({ capability: token })}`)
      else if (text.startsWith('40{')) void arrive()
      else member.heard(text)
    })
    async function arrive(): Promise<void> {
      const at = performance.now()
      let bytes = 0
      // What there is comes as frames before the answer.
      member.onText = (text) => {
        bytes += Buffer.byteLength(text)
      }
      if (token !== null) await member.join(stream)
      member.onText = null
      member.joined = { ms: performance.now() - at, bytes }
      resolve(member)
    }
  })
}
