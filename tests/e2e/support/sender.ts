import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

const SEND = path.resolve(import.meta.dirname, '../../../scripts/send.ts')

/** The test sender of `npm run send`, as a process of its own. */
export interface SenderProcess {
  /** Resolves when it has said this; fails when it ends before. */
  says(words: RegExp): Promise<void>
  /** Ends it at once, as a power cut would. */
  kill(): void
  /** Stops it as Ctrl-C does. */
  stop(): void
  /** Its exit code, and all it said. */
  ended: Promise<{ code: number | null; said: string }>
}

export function startSender(address: string, token: string): SenderProcess {
  const child = spawn(process.execPath, [SEND, address, token], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
      child.emit('said')
    })
  const ended = once(child, 'close').then(([code]) => {
    child.emit('said')
    return { code: code as number | null, said }
  })
  return {
    async says(words) {
      while (!words.test(said)) {
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`The sender ended:\n${said}`)
        await once(child, 'said')
      }
    },
    kill: () => void child.kill('SIGKILL'),
    stop: () => void child.kill('SIGINT'),
    ended,
  }
}
