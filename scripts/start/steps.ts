/** Prints one line a step: its name, what came out, and its time. `since` is in ms. */
export function step(name: string, detail: string, since?: number): void {
  const time = since === undefined ? '' : `${((Date.now() - since) / 1000).toFixed(1)} s`
  console.log(`  ${name.padEnd(14)}${detail.padEnd(40)} ${time}`.trimEnd())
}

/** Runs a step and prints its line; `work` returns the detail and what the caller wants. */
export async function timed<T>(name: string, work: () => Promise<{ detail: string; result: T }>): Promise<T> {
  const since = Date.now()
  const { detail, result } = await work()
  step(name, detail, since)
  return result
}
