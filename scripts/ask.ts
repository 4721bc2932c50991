import { readConfig } from '#server/config.ts'
import { askControl } from '#server/control.ts'
import { CannotStart } from '#server/local/cannot-start.ts'

/** Asks the running server over its control socket and prints what it answers, or why it cannot. */
export async function runOnServer(command: string, args: readonly string[] = []): Promise<void> {
  try {
    for (const line of await askControl(readConfig(process.env).data, command, args)) console.log(line)
  } catch (error) {
    if (!(error instanceof CannotStart)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
