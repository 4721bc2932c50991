import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'

type Message = Record<string, unknown> & { kind: string }

/** A part of a measurement in a process of its own: asks are answered by messages of the same kind. */
export class Child {
  readonly #process: ChildProcess
  readonly #waiting = new Map<string, { resolve(message: Message): void; reject(error: Error): void }>()

  constructor(file: string, env: Record<string, string> = {}) {
    this.#process = fork(path.join(import.meta.dirname, file), { env: { ...process.env, ...env } })
    this.#process.on('message', (message: Message) => {
      this.#waiting.get(message.kind)?.resolve(message)
      this.#waiting.delete(message.kind)
    })
    this.#process.on('exit', (code) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`${file} ended (${code})`))
    })
  }

  /** Sends a message and waits for the answer of its kind. */
  ask<T>(kind: string, data: Record<string, unknown> = {}): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(kind, { resolve: (message) => resolve(message as T), reject })
      this.#process.send({ ...data, kind })
    })
  }

  async end(): Promise<void> {
    if (this.#process.exitCode !== null) return
    const ended = new Promise((resolve) => this.#process.once('exit', resolve))
    this.#process.kill('SIGTERM')
    await ended
  }
}

/** The other side: answers what the parent asks. CPU is ms of this process since its start. */
export function serve(handlers: Record<string, (data: Message) => Promise<Record<string, unknown>>>): void {
  process.on('message', (message: Message) => {
    const handler = handlers[message.kind] ?? (async () => ({ cpu: cpuMs() }))
    handler(message).then(
      (answer) => process.send?.({ ...answer, kind: message.kind }),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  })
  process.on('disconnect', () => process.exit(0))
  process.on('SIGTERM', () => process.exit(0))
}

export function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
