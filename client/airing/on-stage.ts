import type { airing } from '#shared/airing/contract.ts'
import type { RecordOf } from '#shared/core/contract.ts'

export type StageRecord = RecordOf<typeof airing, 'stage'>
export type PresenterRecord = RecordOf<typeof airing, 'presenter'>

/** All of them in the order they stand. */
export const inPlace = (presenters: readonly PresenterRecord[]): PresenterRecord[] =>
  [...presenters].sort((a, b) => a.position - b.position || byArrival(a, b))

/** Those on stage, in the order they stand. */
export const onStage = (presenters: readonly PresenterRecord[]): PresenterRecord[] =>
  inPlace(presenters).filter(({ state }) => state === 'on')

/** Those backstage: they passed their device check. Staff only see them. */
export const standingBy = (presenters: readonly PresenterRecord[]): PresenterRecord[] =>
  presenters.filter(({ state }) => state === 'backstage').sort(byArrival)

/** The identities to subscribe to. */
export const identities = (presenters: readonly PresenterRecord[]): string[] =>
  presenters.flatMap(({ identity }) => (identity ? [identity] : []))

/** Whose sound is played. An encoder cannot be kept from sending it, so whoever is silenced is not played either. */
export const heard = (presenters: readonly PresenterRecord[]): ReadonlySet<string> =>
  new Set(identities(presenters.filter(({ silenced }) => !silenced)))

const byArrival = (a: PresenterRecord, b: PresenterRecord) =>
  a.since - b.since || (a.participant < b.participant ? -1 : 1)

/** `Amara Okafor` → `AO`: stands where there is no picture. */
export function initials(name: string): string {
  const words = name.split(/\s+/u).filter(Boolean)
  const first = [...(words[0] ?? '')][0] ?? ''
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : ''
  return (first + last).toLocaleUpperCase()
}
