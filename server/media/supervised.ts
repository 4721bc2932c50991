import { z } from 'zod'
import type { Clock } from '../core/api.ts'
import type { MediaSource } from './source.ts'

const Told = z.object({
  type: z.literal('media'),
  step: z.enum(['looking', 'fetching', 'building', 'starting', 'ready', 'lost', 'failed']),
  at: z.number(),
  server: z.object({ url: z.string(), apiKey: z.string(), apiSecret: z.string() }).nullable(),
})

/**
 * The local media server, as the supervisor that runs it tells over the IPC channel of this process (`from`). Without a
 * supervisor there is none. `close` stops listening.
 */
export function supervisedSource(
  from: Pick<NodeJS.Process, 'on' | 'off' | 'connected'>,
  clock: Clock,
): MediaSource & { close(): void } {
  const listeners = new Set<() => void>()
  let state: ReturnType<MediaSource['current']> = {
    step: from.connected ? 'looking' : 'failed',
    at: clock.now(),
    server: null,
  }
  const hear = (message: unknown) => {
    const told = Told.safeParse(message)
    if (!told.success) return
    const { step, at, server } = told.data
    state = { step, at, server }
    for (const listener of listeners) listener()
  }
  from.on('message', hear)
  return {
    current: () => state,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => void from.off('message', hear),
  }
}
