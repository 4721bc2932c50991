import type { Actor } from './feature.ts'

/** Whose word a command is, as the log stores it: a participant's id, or `~job`, `~policy`… */
export const actorText = (actor: Actor): string => ('participant' in actor ? actor.participant : `~${actor.system}`)
export const actorOf = (text: string): Actor =>
  text.startsWith('~') ? { system: text.slice(1) } : { participant: text }
