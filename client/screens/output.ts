/** What the room output looks at of those on stage: the `presenter` record has it. */
export interface OnStage {
  kind: 'presenter' | 'guest' | 'source'
  state: 'backstage' | 'on'
  inRoom: boolean
  identity: string | null
  silenced: boolean
}

/**
 * Whom the loudspeakers and the wall of the room play: those on stage who are at home. Never the room's own camera, and
 * never a presenter who sits in the room, or the room would hear itself.
 */
export const playedInRoom = <P extends OnStage>(presenters: readonly P[]): P[] =>
  presenters.filter(({ kind, state, inRoom }) => state === 'on' && kind !== 'source' && !inRoom)
