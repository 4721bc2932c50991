import { REMIND_AFTER_MS } from '#shared/airing/rules.ts'
import type { Finding } from './measured.ts'
import type { MediaState } from './media.svelte.ts'
import type { PresenterRecord, StageRecord } from './on-stage.ts'

/** What can be wrong with one person, told by their device, by the media server, or measured here. */
export type PersonTrouble = 'encoder' | 'lost' | 'silent' | 'microphone' | 'frozen' | 'camera' | 'line'

/** What is wrong now, for the person who runs the show. Times in ms. */
export type TroubleLine =
  | { kind: 'media'; step: MediaState['step'] }
  | { kind: 'nobodyOn' }
  /** People are on, but no microphone, or no camera, of theirs is. */
  | { kind: 'unheard'; silenced: PresenterRecord | null }
  | { kind: 'unseen' }
  /** `seconds`: since when it has been measured; null when it was told. */
  | { kind: 'person'; what: PersonTrouble; person: PresenterRecord; seconds: number | null }
  /** Viewers whose picture stands still: how many devices. */
  | { kind: 'stalling'; devices: number }
  /** `free`: bytes left. */
  | { kind: 'disk'; free: number }
  | { kind: 'over'; by: number; remindedAfter: number | null }
  | { kind: 'late'; by: number }

/** It is worth a line only after a minute. */
const LATE_AFTER = 60_000
/** The worst first. What is wrong backstage follows all that viewers notice, then the disk, and the clock comes last. */
const WEIGHT: readonly string[] = [
  ...['media', 'nobodyOn', 'encoder', 'lost', 'silent', 'microphone'],
  ...['unheard', 'frozen', 'camera', 'unseen', 'stalling', 'line'],
]

interface Seen {
  stage: StageRecord
  presenters: readonly PresenterRecord[]
  airing: { startsAt: number; endsAt: number }
  media: MediaState | null
  overdue: { plannedEnd: number; remindedAt: number } | undefined
  /** What was measured on this device, by participant. */
  findings: ReadonlyMap<string, readonly Finding[]>
  /** How many viewers' devices stall, and bytes left on the disk while that is too few. */
  house: { stalling: number; lowDisk: number | null }
}

/** Everything that is wrong, the worst first. `now`: the server's clock. */
export function troubles(seen: Seen, now: number): TroubleLine[] {
  if (seen.stage.state === 'ended') return []
  const people = seen.presenters.flatMap((person) => ofPerson(person, seen.findings.get(person.participant) ?? []))
  const found = [...ofShow(seen), ...people, ...ofTime(seen, now)]
  return found.sort((a, b) => weight(a) - weight(b))
}

function weight(line: TroubleLine): number {
  if (line.kind === 'over' || line.kind === 'late') return 2 * WEIGHT.length + 1
  if (line.kind === 'disk') return 2 * WEIGHT.length
  if (line.kind !== 'person') return WEIGHT.indexOf(line.kind)
  return WEIGHT.indexOf(line.what) + (line.person.state === 'backstage' ? WEIGHT.length : 0)
}

function ofShow({ stage, presenters, media, house }: Seen): TroubleLine[] {
  const found: TroubleLine[] = []
  const on = presenters.filter(({ state }) => state === 'on')
  if (media && !media.ready) found.push({ kind: 'media', step: media.step })
  if (house.lowDisk !== null) found.push({ kind: 'disk', free: house.lowDisk })
  if (stage.state !== 'live') return found
  if (house.stalling > 0) found.push({ kind: 'stalling', devices: house.stalling })
  if (on.length === 0) return [...found, { kind: 'nobodyOn' }]
  if (!on.some(({ microphone, silenced }) => microphone && !silenced))
    found.push({ kind: 'unheard', silenced: on.find(({ silenced }) => silenced) ?? null })
  if (!on.some(({ camera }) => camera)) found.push({ kind: 'unseen' })
  return found
}

/** Who is not connected has no other trouble. What is measured and told is one. */
function ofPerson(person: PresenterRecord, findings: readonly Finding[]): TroubleLine[] {
  const line = (what: PersonTrouble, seconds: number | null): TroubleLine => ({ kind: 'person', what, person, seconds })
  const place = person.state === 'on' || person.kind === 'source' ? person : person.backstage
  if (place?.identity && !place.connected) return [line(person.kind === 'source' ? 'encoder' : 'lost', null)]
  const measured = findings.map(({ what, seconds }) => line(what === 'lost' ? 'encoder' : what, seconds))
  const { trouble } = person
  const isKnown = findings.some(({ what }) => what === trouble || (what === 'frozen' && trouble === 'camera'))
  return trouble && !isKnown ? [...measured, line(trouble, null)] : measured
}

function ofTime({ stage, airing, overdue }: Seen, now: number): TroubleLine[] {
  const over = now - airing.endsAt
  const late = now - airing.startsAt
  const hasBegun = stage.liveAt !== null
  if (hasBegun && over > LATE_AFTER) {
    const remindedAfter = overdue?.plannedEnd === airing.endsAt ? REMIND_AFTER_MS : null
    return [{ kind: 'over', by: over, remindedAfter }]
  }
  return !hasBegun && late > LATE_AFTER && !stage.countdown ? [{ kind: 'late', by: late }] : []
}
