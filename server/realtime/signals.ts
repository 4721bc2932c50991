import { type Facts, has } from '#shared/core/people.ts'
import { type Refusal, refuse } from '#shared/core/refusals.ts'
import type { SignalMessage } from '#shared/core/wire.ts'
import type { StreamNode } from '../core/node.ts'
import type { Bus, BusMessage } from './bus.ts'
import { Bucket } from './limits.ts'
import type { Parsed } from './parse.ts'

/** Messages that are never stored: declared in the contract with size, rate and addressees; sent on, and forgotten. */
export class Signals {
  readonly #node: StreamNode
  readonly #bus: Bus
  readonly #emit: (reader: string, message: SignalMessage) => void
  readonly #rates = new Map<string, Map<string, Bucket>>()

  constructor(node: StreamNode, bus: Bus, emit: (reader: string, message: SignalMessage) => void) {
    this.#node = node
    this.#bus = bus
    this.#emit = emit
  }

  /** Sends a reader's signal to the others of its audiences, here and on other nodes; or says why not. */
  send(reader: string, facts: Facts, { stream, type, data }: Parsed<'signal'>): Refusal | null {
    const signals = this.#node.featureOf(stream)?.contract.signals ?? {}
    const spec = Object.hasOwn(signals, type) ? signals[type] : undefined
    if (!spec || !this.#node.hub.live(stream).readers.has(reader)) return refuse('core.notFound')
    if (!has(facts, ...spec.by)) return refuse('core.forbidden')
    if (JSON.stringify(data ?? null).length > spec.bytes) return refuse('core.tooLarge')
    const parsed = spec.data.safeParse(data)
    if (!parsed.success) return refuse('core.invalid')
    if (!this.#bucket(reader, type, spec.rate).take()) return refuse('core.tooMany')
    const message = { kind: 'signal', stream, type, from: facts.participant, data: parsed.data } as const
    this.deliver(message)
    this.#bus.publish(message)
    return null
  }

  /** Gives a signal to the readers here. */
  deliver({ stream, type, from, data }: Extract<BusMessage, { kind: 'signal' }>): void {
    const spec = this.#node.featureOf(stream)?.contract.signals?.[type]
    if (!spec) return
    for (const reader of this.#node.hub.readersIn(stream, spec.to)) this.#emit(reader, { stream, type, from, data })
  }

  /** A reader went. */
  forget(reader: string): void {
    this.#rates.delete(reader)
  }

  #bucket(reader: string, type: string, per10s: number): Bucket {
    const rates = this.#rates.get(reader) ?? new Map<string, Bucket>()
    this.#rates.set(reader, rates)
    const bucket = rates.get(type) ?? new Bucket(per10s / 10, per10s)
    rates.set(type, bucket)
    return bucket
  }
}
