import { setTimeout as wait } from 'node:timers/promises'

/** Longer than anything a test waits for. ms */
const PATIENCE = 8000

/** Asks again until there is an answer; fails with what was waited for. For things that happen outside this process's events. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined | null | false>,
  patience = PATIENCE,
): Promise<T> {
  const end = Date.now() + patience
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}`)
    await wait(10)
  }
}
