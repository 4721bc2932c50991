import { isFreeTcp } from '#server/local/ports.ts'

/**
 * A TCP port nobody listens on, below those the system hands out to outgoing connections: so whoever dies on it can
 * start on it again.
 */
export async function keptPort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    if (await isFreeTcp(port)) return port
  }
}
