import { i18n } from '../core/i18n.svelte.ts'
import type { PersonTrouble, TroubleLine } from './troubles.ts'

/** What is wrong with someone, and what follows from it. */
export function personWords({ what, person, seconds }: Extract<TroubleLine, { kind: 'person' }>): [string, string] {
  const m = i18n.m.conductor.wrong
  const { name } = person
  switch (what) {
    case 'encoder':
      return [m.encoderLost({ name }), m.encoderMore]
    case 'lost':
      return [person.kind === 'guest' ? m.guestOf({ name }) : i18n.m.stage.control.lostOf({ name }), m.awayMore]
    case 'silent':
      return [m.silentOf({ name }), seconds === null ? m.toldMore : m.silentMore({ seconds })]
    case 'frozen':
      return [m.frozenOf({ name }), m.frozenMore({ seconds: seconds ?? 0 })]
    case 'microphone':
      return [m.microphoneOf({ name }), m.toldMore]
    case 'camera':
      return [m.cameraOf({ name }), m.toldMore]
    case 'line':
      return [m.lineOf({ name }), m.toldMore]
  }
}

/** The same in two words, beside the name. */
export const shortWords = (what: PersonTrouble): string => {
  const m = i18n.m.conductor.troubleOf
  return what === 'encoder' ? m.lost : m[what]
}
