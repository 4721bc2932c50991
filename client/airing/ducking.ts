/** How much a microphone in the room is lowered while someone at home is heard from the loudspeakers. dB */
export const LOWERED = -12
/** Below this nobody speaks: 40 dB under the loudest there is. */
const SPEAKS = 0.01
/** Between words, and until the room is quiet again. ms */
const HOLD = 500

/** Time constants of the gain: down before the loudspeakers reach the microphone, and up without pumping. s */
export const DOWN = 0.02
export const UP = 0.25

/** Until when the microphone is low; a monotonic clock, ms. */
export interface Ducking {
  until: number
}
export const atRest: Ducking = { until: Number.NEGATIVE_INFINITY }

/** Takes how loud those at home are now, of 1. Call it some twenty times a second. */
export const hear = (ducking: Ducking, level: number, at: number): Ducking =>
  level >= SPEAKS ? { until: at + HOLD } : ducking

/** What the microphone is to be multiplied by. */
export const gainAt = ({ until }: Ducking, at: number): number => (at < until ? 10 ** (LOWERED / 20) : 1)
