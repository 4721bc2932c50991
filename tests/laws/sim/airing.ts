import { airing } from '#server/airing/index.ts'
import type { Rows } from '#server/airing/tables.ts'
import type { Pick, Subject } from './subject.ts'

type Command = ReturnType<Subject['command']>
type Kind = (pick: Pick, participant: string, now: number, all: readonly string[]) => readonly Command[]
const HOUR = 3_600_000
/** What only staff may read, and what only staff and the one whose hand it is may. */
const [BEHIND, ASKS] = ['said behind the show', 'asked with a hand']

/** By whoever sends it, if they may; or by a script, which may. */
const run = (pick: Pick, type: string, data: unknown): Command => ({ type, data, system: pick([true, false]) })
const again = <T>(times: number, one: T): T[] => Array.from({ length: times }, () => one)

const show: Kind = (pick, _participant, now) => [
  { type: 'airing.openDoors', data: {}, system: true },
  { type: 'airing.openDoors', data: {} },
  ...again(4, run(pick, 'airing.startCountdown', {})),
  { type: 'airing.goLive', data: { countdown: 1 }, system: true },
  { type: 'airing.goLive', data: { countdown: pick([1, 2, 3]) }, system: true },
  { type: 'airing.stopCountdown', data: {} },
  run(pick, 'airing.pause', { note: pick(['', 'Back soon']), until: pick([null, now + 60_000]) }),
  { type: 'airing.setSlate', data: { note: pick(['', 'Soon']), until: pick([null, now + 60_000]) } },
]

const people: Kind = (pick, participant) => {
  const place = { participant, identity: pick(['seat01', 'seat02']), room: pick(['stage', 'backstage']) }
  return [
    { type: 'airing.standBy', data: { name: pick(['Amara', 'Bo']), line: 'mentor', camera: true, microphone: true } },
    { type: 'airing.standBy', data: { name: 'Henrik', line: '', camera: false, microphone: pick([true, false]) } },
    run(pick, 'airing.bringOn', { participant }),
    run(pick, 'airing.takeOff', { participant }),
    { type: 'airing.leaveStage', data: {} },
    { type: 'airing.seat', data: place, system: true },
    { type: 'airing.connection', data: { ...place, connected: pick([true, true, false]) }, system: true },
    {
      type: 'airing.seeSource',
      data: { source: 'source01', label: 'Room', connected: pick([true, false]) },
      system: true,
    },
  ]
}

const stage: Kind = (pick, participant, _now, all) => [
  run(pick, 'airing.arrange', { order: pick([[...all], [...all].reverse(), [participant, pick(all)]]) }),
  run(pick, 'airing.spotlight', { participant: pick([participant, participant, participant, null]) }),
  { type: 'airing.setLayout', data: { layout: pick(['auto', 'speaker', 'screen']) } },
  run(pick, 'airing.silence', { participant, silenced: pick([true, false]) }),
  { type: 'airing.say', data: { name: 'Bo', text: pick([BEHIND, 'Yes']) } },
  { type: 'airing.tellTrouble', data: { trouble: pick(['silent', 'camera', null]) } },
  { type: 'airing.tellDevices', data: { camera: pick([true, false]), microphone: pick([true, false]) } },
]

const hands: Kind = (pick, someone, _now, all) => {
  // Mostly the same one: whoever is asked has to be who says yes, and who is missed then.
  const participant = pick([someone, all[0]!, all[0]!, all[0]!])
  return [
    ...again(4, { type: 'airing.raiseHand', data: { name: 'Ola', about: pick(['', ASKS]), where: '' } }),
    { type: 'airing.raiseHand', data: { name: ASKS, about: 'Churn', where: ASKS } },
    { type: 'airing.lowerHand', data: {} },
    { type: 'airing.lowerHandOf', data: { participant, note: pick(['', ASKS]) } },
    ...again(5, run(pick, 'airing.invite', { participant })),
    run(pick, 'airing.serveHand', { participant }),
    {
      type: 'airing.callOn',
      data: {
        participant,
        side: pick(['room', 'home']),
        name: pick(['', 'Ola']),
        about: ASKS,
        where: pick(['', ASKS]),
      },
      system: true,
    },
    ...again(8, {
      type: 'airing.acceptInvite',
      data: { name: 'Ola', line: pick(['', 'guest']), camera: true, microphone: pick([true, false]) },
    }),
    { type: 'airing.declineInvite', data: {} },
    { type: 'airing.expireInvite', data: { participant, invite: pick([1, 2, 3]) }, system: true },
    ...again(6, { type: 'airing.missGuest', data: { participant }, system: true }),
  ]
}

/** What ends a history, or happens once in an evening. */
const rare: Kind = (pick, participant, now) => [
  { type: 'airing.end', data: { sure: true } },
  { type: 'airing.remind', data: { plannedEnd: now - HOUR / 3 }, system: true },
  { type: 'airing.endOverdue', data: { plannedEnd: now - pick([1, 1, 7]) * HOUR }, system: true },
  { type: 'airing.closeBackstage', data: {}, system: true },
  { type: 'airing.dropPresenter', data: { participant, removed: pick([true, false]) }, system: true },
  { type: 'airing.hideLines', data: { participant, hidden: pick([true, false]) }, system: true },
]

const KINDS = { show, people, stage, hands, rare }
/** So often of each kind that most histories go live, and few end early. */
const WEIGHED: readonly (keyof typeof KINDS)[] = [
  ...again(8, 'show' as const),
  ...again(8, 'people' as const),
  ...again(5, 'stage' as const),
  ...again(9, 'hands' as const),
  'rare',
]

/** An airing under chaos: every command of it. */
export const airingSubject: Subject = {
  feature: airing.feature!,
  command(pick, all, now) {
    const participant = pick(all)
    return pick(KINDS[pick(WEIGHED)](pick, participant, now, all))
  },
  rows: (pick): Rows => ({
    stage: 'stage000',
    heldBy: pick([null, null, null, 'other000']),
    isHushed: pick([false, false, true]),
  }),
  canaries: { [BEHIND]: ['staff'], [ASKS]: ['staff', 'person'] },
}
