import type { BeatLine, Frame, Held } from '#shared/core/wire.ts'

/** What changed for the reader of one audience: records put and dropped; `reset` replaces all. */
export interface Change {
  stream: string
  audience: string
  put: Record<string, unknown>
  drop: readonly string[]
  reset: boolean
}

interface Copy {
  epoch: string
  version: number
}

/**
 * The client's rule, free of I/O: which frames may be applied, and when to ask. A patch is applied only if it starts
 * exactly where this copy stands (a range would keep a value that changed there and back); only a snapshot opens an
 * audience, and it replaces.
 */
export class Replica {
  readonly #copies = new Map<string, Map<string, Copy>>()
  readonly #apply: (change: Change) => void
  readonly #ask: (stream: string, have: readonly Held[]) => void

  constructor(apply: (change: Change) => void, ask: (stream: string, have: readonly Held[]) => void) {
    this.#apply = apply
    this.#ask = ask
  }

  /** What is held of a stream, to say when joining again. */
  have(stream: string): Held[] {
    return [...(this.#copies.get(stream) ?? [])].map(([audience, copy]) => [audience, copy.epoch, copy.version])
  }

  /** The version to which what one shares with others has come here; 0 before the first. */
  seen(stream: string): number {
    const shared = [...(this.#copies.get(stream) ?? [])].filter(([audience]) => !audience.startsWith('person:'))
    return Math.max(0, ...shared.map(([, { version }]) => version))
  }

  /** Takes a frame: applies it, or asks for what is missing. */
  take(frame: Frame): void {
    const copy = this.#copies.get(frame.stream)?.get(frame.audience)
    if (frame.from === null) {
      this.#set(frame)
      this.#change(frame, true)
    } else if (copy && this.isNext(copy, frame)) {
      this.#set(frame)
      this.#change(frame, false)
    } else if (!frame.sync && !(copy && copy.epoch === frame.epoch && frame.to <= copy.version)) {
      this.#ask(frame.stream, [[frame.audience, copy?.epoch ?? '', copy?.version ?? 0]])
    }
  }

  /** Does this frame start exactly where the copy stands? */
  protected isNext(copy: Copy, frame: Frame): boolean {
    return copy.epoch === frame.epoch && copy.version === frame.from
  }

  /** The server took an audience, or the whole stream, from this reader. */
  left(stream: string, audience: string | null): void {
    const audiences = this.#copies.get(stream)
    for (const name of audience === null ? [...(audiences?.keys() ?? [])] : [audience]) {
      if (audiences?.delete(name)) this.#apply({ stream, audience: name, put: {}, drop: [], reset: true })
    }
  }

  /** Compares with the complete list: what is missing or other is asked for, what is not listed is deleted. */
  beat(scope: 'shared' | 'own', lines: readonly BeatLine[]): void {
    const listed = new Set(lines.map(([stream, audience]) => `${stream} ${audience}`))
    for (const [stream, audiences] of this.#copies)
      for (const audience of [...audiences.keys()])
        if (audience.startsWith('person:') === (scope === 'own') && !listed.has(`${stream} ${audience}`))
          this.left(stream, audience)
    const asks = new Map<string, Held[]>()
    for (const [stream, audience, epoch, sent] of lines) {
      const copy = this.#copies.get(stream)?.get(audience)
      if (copy?.epoch === epoch && copy.version === sent) continue
      asks.set(stream, [...(asks.get(stream) ?? []), [audience, copy?.epoch ?? '', copy?.version ?? 0]])
    }
    for (const [stream, have] of asks) this.#ask(stream, have)
  }

  /** Forgets a stream without telling anyone. */
  forget(stream: string): void {
    this.#copies.delete(stream)
  }

  #set(frame: Frame): void {
    const audiences = this.#copies.get(frame.stream) ?? new Map<string, Copy>()
    this.#copies.set(frame.stream, audiences)
    audiences.set(frame.audience, { epoch: frame.epoch, version: frame.to })
  }
  #change(frame: Frame, reset: boolean): void {
    this.#apply({ stream: frame.stream, audience: frame.audience, put: frame.put, drop: frame.drop, reset })
  }
}
