import type { Media, MediaGrant, MediaParticipant } from './port.ts'

/** How many calls to the media server are under way at once. */
const AT_ONCE = 16

/** Watches without being seen, named or heard. */
export const WATCHES: MediaGrant = {
  canPublish: false,
  canSubscribe: true,
  canPublishData: false,
  hidden: true,
  silenced: false,
}
/** Is seen and heard, and sees and hears the others there. */
export const PRESENTS: MediaGrant = { ...WATCHES, canPublish: true, hidden: false }
/** Is there, and may come on: sees and hears, and is neither seen nor heard. */
export const STANDS: MediaGrant = { ...PRESENTS, canPublish: false }
/** Is seen, and may not be heard. */
export const SILENCED: MediaGrant = { ...PRESENTS, silenced: true }
/** A device that only sends: the venue's encoder. */
export const SENDS: MediaGrant = { ...PRESENTS, canSubscribe: false }
/** The same, and its sound is not let in. */
export const SENDS_UNHEARD: MediaGrant = { ...SENDS, silenced: true }

const isSame = (one: MediaGrant, other: MediaGrant): boolean =>
  one.canPublish === other.canPublish &&
  one.canSubscribe === other.canSubscribe &&
  one.canPublishData === other.canPublishData &&
  one.silenced === other.silenced

/**
 * Compares who is in a room (`there`) with who may be (identity → grant) and mends the difference: who is not wanted is
 * removed, who may do other things is told. `there` has to be listed before `wanted` is read, else someone who came in
 * between would be sent out. Returns those who may stay. Rejects with `MediaAway`; it is safe to come again at any time.
 */
export async function mend(
  media: Media,
  room: string,
  there: readonly MediaParticipant[],
  wanted: ReadonlyMap<string, MediaGrant>,
  signal: AbortSignal,
): Promise<MediaParticipant[]> {
  const mendOne = async (one: MediaParticipant): Promise<void> => {
    const grant = wanted.get(one.identity)
    if (!grant) await media.remove(room, one.identity)
    else if (!isSame(one, grant)) await media.allow(room, one.identity, grant)
  }
  for (let i = 0; i < there.length; i += AT_ONCE) {
    signal.throwIfAborted()
    await Promise.all(there.slice(i, i + AT_ONCE).map(mendOne))
  }
  return there.filter((one) => wanted.has(one.identity))
}
