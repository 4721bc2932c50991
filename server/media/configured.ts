import type { Config } from '../config.ts'
import type { Clock } from '../core/api.ts'
import type { MediaSource } from './source.ts'

const EVERY_MS = 2000
const TIMEOUT_MS = 2000

/**
 * The media server named by the configuration. Somebody else runs it, so it is asked every two seconds whether it is
 * there. `close` stops asking.
 */
export function configuredSource(
  livekit: NonNullable<Config['livekit']>,
  clock: Clock,
): MediaSource & { close(): void } {
  const server = { url: livekit.url, publicUrl: livekit.publicUrl, apiKey: livekit.key, apiSecret: livekit.secret }
  const listeners = new Set<() => void>()
  let state: ReturnType<MediaSource['current']> = { step: 'looking', at: clock.now(), server }
  const become = (step: typeof state.step) => {
    if (step === state.step) return
    state = { step, at: clock.now(), server }
    for (const listener of listeners) listener()
  }
  const look = async () => {
    const isThere = await fetch(livekit.url.replace(/^ws/, 'http'), { signal: AbortSignal.timeout(TIMEOUT_MS) }).then(
      (reply) => reply.ok,
      () => false,
    )
    become(isThere ? 'ready' : state.step === 'ready' ? 'lost' : state.step)
  }
  void look()
  const timer = setInterval(() => void look(), EVERY_MS).unref()
  return {
    current: () => state,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => clearInterval(timer),
  }
}
