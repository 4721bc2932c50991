import { setTimeout as delay } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { cpuMs, serve } from './child.ts'

/*
 * People who only listen, as cheap as can be: raw WebSockets that speak just enough of Engine.IO and Socket.IO to be let
 * in. An event is counted by its text, without parsing.
 */
const sockets: WebSocket[] = []
let events = 0

/** How long what just came was on its way, ms: texts of `act` begin with the time they were sent at. */
const waits: number[] = []
let ticks = 0
let counted = 0

let isActing = false
function arrived(text: string): void {
  const sent = /"at (\d+\.?\d*) /.exec(text)?.[1]
  if (sent) waits.push(performance.timeOrigin + performance.now() - Number(sent))
}

/** Sums of reactions: `42["signal",{…,"data":{"hooray":12}}]`. */
function tick(text: string): void {
  ticks++
  counted += Number(/"hooray":(\d+)/.exec(text)?.[1] ?? 0)
}

function count(text: string): void {
  for (let at = text.indexOf('xxxxxxxx'); at >= 0; at = text.indexOf('"', at)) {
    events++
    at = text.indexOf('"', at)
    if (at < 0) return
    at = text.indexOf('xxxxxxxx', at)
    if (at < 0) return
  }
}

function listen(port: number, token: string | null, stream: string | null): Promise<void> {
  const url = token === null ? `ws://127.0.0.1:${port}` : `ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`
  const socket = new WebSocket(url, { perMessageDeflate: false })
  sockets.push(socket)
  return new Promise((resolve, reject) => {
    socket.on('error', reject)
    if (token === null) socket.on('open', () => resolve())
    socket.on('message', (data) => {
      const text = data.toString()
      if (text === '2') socket.send('3')
      else if (text.startsWith('0{')) socket.send(`40${JSON.stringify({ capability: token })}`)
      else if (text.startsWith('40{')) socket.send(`420${JSON.stringify(['join', { stream, have: [] }])}`)
      else if (text.startsWith('430')) resolve()
      else if (text.startsWith('42["signal"')) tick(text)
      else if (isActing) arrived(text)
      else count(text)
    })
  })
}

serve({
  async connect({ port, tokens, count: people, stream }) {
    const list = tokens as string[] | undefined
    for (let i = 0; i < Number(people); i += 50)
      await Promise.all(
        Array.from({ length: Math.min(50, Number(people) - i) }, (_, j) =>
          listen(Number(port), list?.[i + j] ?? null, stream ? String(stream) : null),
        ),
      )
    return {}
  },
  /** From here on what comes is timed; `waited` ends it and answers how long each was on its way. */
  async time() {
    isActing = true
    waits.length = 0
    return {}
  },
  async waited() {
    isActing = false
    return { waits: [...waits] }
  },
  /** Everyone sends one every 250 ms, spread over that time; answers what was sent and what came of it until the sums are in. */
  async react({ stream, seconds }) {
    ticks = counted = 0
    let sent = 0
    const text = `42${JSON.stringify(['signal', { stream, type: 'poll.cheer', data: { hooray: 1 } }])}`
    const until = performance.now() + Number(seconds) * 1000
    for (let slice = 0; performance.now() < until; slice = (slice + 1) % 10) {
      for (let i = slice; i < sockets.length; i += 10, sent++) sockets[i]!.send(text)
      await delay(25)
    }
    await delay(600)
    return { sent, ticks, counted }
  },
  async counted() {
    const seen = events
    events = 0
    return { events: seen, cpu: cpuMs() }
  },
  async close() {
    for (const socket of sockets.splice(0)) socket.terminate()
    return {}
  },
})
