import { bandOf } from '#shared/core/bands.ts'
import { newId } from '#shared/core/ids.ts'
import { type Facts, has } from '#shared/core/people.ts'
import { type Refusal, refuse } from '#shared/core/refusals.ts'
import type { Here, SignalMessage } from '#shared/core/wire.ts'
import type { StreamNode } from '../core/node.ts'
import type { Bus, BusMessage } from './bus.ts'
import { Counts, countsIn, type MinuteOfCounts } from './counts.ts'
import { Bucket } from './limits.ts'
import type { Parsed } from './parse.ts'
import { Presence, type Present } from './presence.ts'

/** What nodes say to each other about signals. */
export type SignalBusMessage = Extract<BusMessage, { kind: 'signal' | 'counted' | 'present' }>

/** What the signals of one node need of it. */
export interface SignalsPort {
  node: StreamNode
  bus: Bus
  now(): number
  /** The same to each of these readers. */
  emit(readers: readonly string[], message: SignalMessage): void
  /** What was counted in a minute: the feature keeps it. */
  keep(counted: MinuteOfCounts): Promise<void>
}

/** Messages that are never stored: declared in the contract with size, rate and addressees; sent on, or counted, and forgotten. */
export class Signals {
  readonly #port: SignalsPort
  readonly #rates = new Map<string, Map<string, Bucket>>()
  readonly #counts: Counts
  readonly #presence: Presence

  constructor(port: SignalsPort) {
    const { node, bus } = port
    this.#port = port
    this.#counts = new Counts({
      now: port.now,
      deliver: (stream, type, sums) => {
        const to = node.featureOf(stream)?.contract.counts?.[type]?.to
        if (to) this.#tell(stream, to, { stream, type, from: null, data: sums })
      },
      publish: (stream, type, counts) => bus.publish({ kind: 'counted', stream, type, counts }),
      keep: port.keep,
    })
    this.#presence = new Presence({
      node: newId(),
      streams: () => this.#withPresence(),
      present: (stream) => node.hub.present(stream),
      publish: (message) => bus.publish(message),
      tell: (stream, here) => this.#here(stream, here),
    })
  }

  /** Sends a reader's signal to the others of its audiences, here and on other nodes; or says why not. */
  send(reader: string, facts: Facts, { stream, type, data }: Parsed<'signal'>): Refusal | null {
    const { node, bus } = this.#port
    const { signals = {}, counts = {} } = node.featureOf(stream)?.contract ?? {}
    const spec = Object.hasOwn(signals, type) ? signals[type] : undefined
    const count = Object.hasOwn(counts, type) ? counts[type] : undefined
    const known = spec ?? count
    if (!known || !node.hub.live(stream).readers.has(reader)) return refuse('core.notFound')
    if (!has(facts, ...known.by)) return refuse('core.forbidden')
    if (known.speaks && facts.silenced) return refuse('core.silenced')
    if (spec && JSON.stringify(data ?? null).length > spec.bytes) return refuse('core.tooLarge')
    const parsed = spec ? spec.data.safeParse(data) : undefined
    const sums = count ? countsIn(count, data) : null
    if (count ? !sums : !parsed?.success) return refuse('core.invalid')
    if (!this.#bucket(facts.participant, type, known.rate).take()) return refuse('core.tooMany')
    if (sums) this.#counts.add(stream, type, sums)
    else {
      const message = { kind: 'signal', stream, type, from: facts.participant, data: parsed?.data } as const
      this.#deliver(message, reader)
      bus.publish(message)
    }
    return null
  }

  /** What another node says. */
  heard(message: SignalBusMessage): void {
    if (message.kind === 'signal') this.#deliver(message)
    else if (message.kind === 'counted') this.#counts.heard(message.stream, message.type, message.counts)
    else this.#presence.heard(message)
  }

  /** Who is at a stream, over all nodes. */
  present(stream: string): Present {
    return this.#presence.at(stream)
  }

  /** Someone closed their last page here. */
  forget(participant: string): void {
    this.#rates.delete(participant)
  }

  async close(): Promise<void> {
    this.#presence.close()
    await this.#counts.close()
  }

  /** Gives a signal to the readers here; `sender`: the one of them who sent it. */
  #deliver({ stream, type, from, data }: Extract<BusMessage, { kind: 'signal' }>, sender?: string): void {
    const to = this.#port.node.featureOf(stream)?.contract.signals?.[type]?.to
    const message = { stream, type, from, data }
    if (to === 'own') this.#port.emit(this.#ownPages(stream, from, sender), message)
    else if (to) this.#tell(stream, to, message)
  }

  /** The other pages of one person that have this stream open here. */
  #ownPages(stream: string, participant: string | null, sender: string | undefined): string[] {
    const { hub } = this.#port.node
    const { readers } = hub.live(stream)
    return hub.readersOf(participant ?? '').filter((reader) => reader !== sender && readers.has(reader))
  }

  #tell(stream: string, audiences: readonly string[], message: SignalMessage): void {
    this.#port.emit(this.#port.node.hub.readersIn(stream, audiences), message)
  }

  *#withPresence(): Generator<readonly [string, number]> {
    for (const { name, readers } of this.#port.node.hub.streams())
      if (readers.size > 0 && this.#port.node.featureOf(name)?.contract.presence) yield [name, readers.size]
  }

  #here(stream: string, { room, home }: Record<'room' | 'home', number>): void {
    const { exact = [], banded = [] } = this.#port.node.featureOf(stream)?.contract.presence ?? {}
    const tell = (to: readonly string[], data: Here) =>
      this.#tell(stream, to, { stream, type: 'here', from: null, data })
    tell(exact, { room, home })
    tell(banded, { atLeast: bandOf(room + home) })
  }

  #bucket(participant: string, type: string, per10s: number): Bucket {
    const rates = this.#rates.get(participant) ?? new Map<string, Bucket>()
    this.#rates.set(participant, rates)
    const bucket = rates.get(type) ?? new Bucket(per10s / 10, per10s)
    rates.set(type, bucket)
    return bucket
  }
}
