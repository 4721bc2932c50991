import type { PresenterRecord } from './on-stage.ts'

/**
 * Whom the loudspeakers and the wall of the room play: those on stage who are at home. Never the room's own camera, and
 * never a presenter who sits in the room, or the room would hear itself.
 */
export const playedInRoom = <P extends Pick<PresenterRecord, 'kind' | 'state' | 'inRoom'>>(
  presenters: readonly P[],
): P[] => presenters.filter(({ kind, state, inRoom }) => state === 'on' && kind !== 'source' && !inRoom)
