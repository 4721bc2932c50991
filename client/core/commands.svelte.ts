import type { Answer } from '#shared/core/wire.ts'
import { cut, done, type Outgoing, seen, without } from './outgoing.ts'

/** The server may hold a command 2.5 s while its store is away; this is longer. ms */
const PATIENCE = 5000
/** `core.unavailable` is asked again with the same id, after these waits. ms */
const AGAIN = [400, 1200, 3000]

type Emit = (
  message: { id: string; stream: string; command: { type: string; data: unknown } },
  wait: number,
) => Promise<Answer>

/**
 * Commands on their way. Each keeps the id it was given over every retry, so that whatever happens to the line it lands
 * at most once; a cut connection keeps it, and repeats it when the line is back. One that is done stays among them until
 * its stream has come as far here: a page may show ahead what it did.
 */
export class Commands {
  readonly #emit: Emit
  readonly #isOnline: () => boolean
  readonly #seen: (stream: string) => number
  #waiting = $state.raw<readonly Outgoing[]>([])
  readonly #resolve = new Map<string, (answer: Answer) => void>()

  /**
   * `emit` sends one message and rejects when no answer came in `wait` ms or the line was cut; `seen`: the version a
   * stream has come to here.
   */
  constructor(emit: Emit, isOnline: () => boolean, seen: (stream: string) => number) {
    this.#emit = emit
    this.#isOnline = isOnline
    this.#seen = seen
  }

  /** Commands whose outcome is not here yet, oldest first. */
  of(stream: string): readonly Outgoing[] {
    return this.#waiting.filter((command) => command.stream === stream)
  }

  send(id: string, stream: string, type: string, data: unknown): Promise<Answer> {
    return new Promise((resolve) => {
      this.#resolve.set(id, resolve)
      this.#waiting = [...this.#waiting, { id, stream, type, data, isKept: !this.#isOnline(), doneAt: null }]
      if (this.#isOnline()) void this.#try(id)
    })
  }

  /** The line was cut: nothing is on its way any more. */
  keep(): void {
    this.#waiting = cut(this.#waiting)
  }

  /** A stream has come to this version here. */
  seen(stream: string, version: number): void {
    this.#waiting = seen(this.#waiting, stream, version)
  }

  /** The line is back: everything goes out again, in order. */
  repeat(): void {
    this.#waiting = this.#waiting.map((command) => ({ ...command, isKept: false }))
    for (const { id } of this.#waiting) void this.#try(id)
  }

  /** The line has ended for good. */
  giveUp(refused: string): void {
    for (const { id } of this.#waiting) this.#done(id, { ok: false, refused })
  }

  async #try(id: string): Promise<void> {
    for (let tries = 0; ; ) {
      const command = this.#waiting.find((one) => one.id === id)
      if (!command || command.isKept || command.doneAt !== null) return
      const { stream, type, data } = command
      let answer: Answer
      try {
        answer = await this.#emit({ id, stream, command: { type, data } }, PATIENCE)
      } catch {
        // No answer: either the line is cut (then `repeat` takes over), or this one was slow and is asked again.
        if (!this.#isOnline()) return
        answer = { ok: false, refused: 'core.unavailable' }
      }
      const again = !answer.ok && answer.refused === 'core.unavailable' ? AGAIN[tries++] : undefined
      if (again === undefined) return this.#done(id, answer)
      await new Promise((resolve) => setTimeout(resolve, again))
    }
  }

  #done(id: string, answer: Answer): void {
    const command = this.#waiting.find((one) => one.id === id)
    if (command && answer.ok) this.#waiting = done(this.#waiting, id, answer.version, this.#seen(command.stream))
    else this.#waiting = without(this.#waiting, id)
    this.#resolve.get(id)?.(answer)
    this.#resolve.delete(id)
  }
}
