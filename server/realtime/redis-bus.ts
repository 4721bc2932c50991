import { createClient } from '@redis/client'
import type { Bus, BusMessage } from './bus.ts'

const CHANNEL = 'foyer'

/**
 * The bus over one Redis channel. While Redis is away messages are dropped (a queue would end the process after 5 s,
 * and hold old news besides); the database heals what was missed.
 */
export async function openRedisBus(url: string, node: string, onError: (error: unknown) => void): Promise<Bus> {
  const options = {
    url,
    disableOfflineQueue: true,
    socket: { reconnectStrategy: (tries: number) => Math.min(50 * 2 ** tries, 1000), connectTimeout: 2000 },
  }
  const out = createClient(options)
  const inward = createClient(options)
  const listeners: ((message: BusMessage) => void)[] = []
  const returns: (() => void)[] = []
  let isSubscribed = false
  for (const client of [out, inward]) client.on('error', onError)
  const deliver = (text: string): void => {
    const { from, message } = JSON.parse(text) as { from: string; message: BusMessage }
    if (from !== node) for (const listener of listeners) listener(message)
  }
  inward.on('ready', () => {
    // The client itself renews a subscription it once had.
    if (isSubscribed) for (const listener of returns) listener()
    else
      inward.subscribe(CHANNEL, deliver).then(() => {
        isSubscribed = true
      }, onError)
  })
  // A Redis that is not there yet is like one that is away: the client goes on trying.
  await Promise.race([
    Promise.all([out.connect(), inward.connect()]),
    new Promise((resolve) => setTimeout(resolve, 2000)),
  ])
  return {
    publish(message) {
      if (out.isReady) out.publish(CHANNEL, JSON.stringify({ from: node, message })).catch(onError)
    },
    subscribe: (listener) => void listeners.push(listener),
    onReturn: (listener) => void returns.push(listener),
    state: () => (out.isReady && inward.isReady ? 'up' : 'down'),
    async close() {
      for (const client of [out, inward]) client.destroy()
    },
  }
}
