import { airing } from '#server/airing/index.ts'
import type { Rows } from '#server/airing/tables.ts'
import { programme } from '#server/programme/index.ts'
import { boardSubject } from './board.ts'
import type { Subject } from './subject.ts'

const airingSubject: Subject = {
  feature: airing.feature!,
  command(pick, people, now) {
    const participant = pick(people)
    const identity = pick(['seat01', 'seat02', 'seat03'])
    const room = pick(['stage', 'backstage'])
    const devices = { camera: true, microphone: pick([true, false]) }
    return pick([
      { type: 'airing.openDoors', data: {} },
      {
        type: 'airing.standBy',
        data: { name: pick(['Amara', 'Bo']), line: 'mentor', camera: true, microphone: pick([true, false]) },
      },
      { type: 'airing.standBy', data: { name: 'Henrik', line: '', camera: false, microphone: true } },
      { type: 'airing.startCountdown', data: {} },
      { type: 'airing.stopCountdown', data: {} },
      { type: 'airing.goLive', data: { countdown: pick([1, 2, 3]) }, system: true },
      { type: 'airing.pause', data: { note: pick(['', 'Back soon']) } },
      { type: 'airing.leaveStage', data: {} },
      { type: 'airing.seat', data: { participant, identity, room }, system: true },
      {
        type: 'airing.connection',
        data: { participant, identity, room, connected: pick([true, false]) },
        system: true,
      },
      { type: 'airing.bringOn', data: { participant } },
      { type: 'airing.bringOn', data: { participant } },
      { type: 'airing.takeOff', data: { participant } },
      { type: 'airing.dropPresenter', data: { participant }, system: true },
      { type: 'airing.arrange', data: { order: [participant, pick(people), pick(people)] } },
      { type: 'airing.spotlight', data: { participant: pick([participant, null]) } },
      { type: 'airing.setLayout', data: { layout: pick(['auto', 'speaker', 'screen']) } },
      { type: 'airing.silence', data: { participant, silenced: pick([true, false]) } },
      { type: 'airing.say', data: { name: 'Bo', text: pick(['Two minutes', 'Yes']) } },
      { type: 'airing.tellTrouble', data: { trouble: pick(['silent', 'camera', null]) } },
      { type: 'airing.setSlate', data: { note: pick(['', 'Soon']), until: pick([null, now + 60_000]) } },
      {
        type: 'airing.seeSource',
        data: { source: 'source01', label: 'Room', connected: pick([true, false]) },
        system: true,
      },
      { type: 'airing.closeBackstage', data: {}, system: true },
      { type: 'airing.raiseHand', data: { name: 'Ola', about: pick(['', 'Prices']), where: '' } },
      { type: 'airing.raiseHand', data: { name: 'Ines', about: 'Churn', where: 'third row' } },
      { type: 'airing.lowerHand', data: {} },
      { type: 'airing.lowerHandOf', data: { participant, note: pick(['', 'No time left']) } },
      { type: 'airing.invite', data: { participant } },
      { type: 'airing.serveHand', data: { participant } },
      { type: 'airing.acceptInvite', data: { name: 'Ola', line: '', ...devices } },
      { type: 'airing.declineInvite', data: {} },
      { type: 'airing.expireInvite', data: { participant, invite: pick([1, 2, 3]) }, system: true },
      { type: 'airing.missGuest', data: { participant }, system: true },
      { type: 'airing.remind', data: { plannedEnd: now - 20 * 60_000 }, system: true },
      { type: 'airing.endOverdue', data: { plannedEnd: now - pick([1, 7]) * 3_600_000 }, system: true },
      ...(pick([true, false, false, false]) ? [{ type: 'airing.end', data: { sure: true } }] : []),
    ])
  },
  rows: (pick): Rows => ({ stage: 'stage000', heldBy: pick([null, null, null, 'other000']) }),
}

const programmeSubject: Subject = {
  feature: programme.feature!,
  command: (pick, people) => ({
    type: 'event.noteRow',
    data: { table: pick(['sessions', 'airings']), id: pick(people), revision: 1 },
    system: true,
  }),
  rows: () => undefined,
}

/** Every feature with a stream, and the board, which is harder on the core than they are. */
export const subjects: readonly Subject[] = [boardSubject, airingSubject, programmeSubject]
