import type { airing } from '#shared/airing/contract.ts'
import type { RecordOf } from '#shared/core/contract.ts'
import type { Refusal } from '#shared/core/refusals.ts'
import type { Answer } from '#shared/core/wire.ts'
import type { StreamView } from '../core/live.ts'
import { readPref, writePref } from '../core/prefs.ts'

export type HandRecord = RecordOf<typeof airing, 'hand'>
export type RaisedRecord = RecordOf<typeof airing, 'raised'>

/** One's own hand. What the log says of it is the truth, so it survives a reload and shows on every device alike. */
export class OwnHand {
  refusal: Refusal | null = $state.raw(null)
  isBusy: boolean = $state(false)
  #stream: StreamView<typeof airing>
  /** Whoever comes off the stage is off it, for everyone, when this resolves. */
  #isOff: () => Promise<void>
  /** Where this device remembers what was read. */
  #pref: string
  #readAt: number = $state(0)

  constructor(stream: StreamView<typeof airing>, id: string, isOff: () => Promise<void>) {
    this.#stream = stream
    this.#isOff = isOff
    this.#pref = `hand.read.${id}`
    this.#readAt = Number(readPref(this.#pref) ?? 0)
  }

  get record(): HandRecord | null {
    return this.#stream.own('hand') ?? null
  }
  get isUp(): boolean {
    return this.record?.isUp === true
  }
  /** How many wait and were heard, of each side. */
  get tally(): RecordOf<typeof airing, 'hands'> | null {
    return this.#stream.get('hands') ?? null
  }
  /** A hand that was lowered by others and not yet dismissed. */
  get news(): HandRecord | null {
    const { record } = this
    return record && !record.isUp && record.at > this.#readAt ? record : null
  }

  dismiss(): void {
    this.#readAt = this.record?.at ?? 0
    writePref(this.#pref, String(this.#readAt))
  }

  /** Raises it, or corrects what it says. Answers whether that was done. */
  raise(name: string, about: string, where: string): Promise<boolean> {
    const data = { name, about: about.trim(), where: where.trim() }
    return this.#send(() => this.#isOff().then(() => this.#stream.send('airing.raiseHand', data)))
  }

  lower(): Promise<boolean> {
    return this.#send(() => this.#stream.send('airing.lowerHand', {}))
  }

  async #send(send: () => Promise<Answer>): Promise<boolean> {
    if (this.isBusy) return false
    this.isBusy = true
    const answer = await send()
    this.isBusy = false
    this.refusal = answer.ok ? null : answer
    return answer.ok
  }
}
