import { describe, expect, test } from 'vitest'
import { atRest, gainAt, hear, LOWERED } from '../../client/airing/ducking.ts'

const decibels = (gain: number): number => Math.round(20 * Math.log10(gain))

describe('a microphone in the room', () => {
  test('is as loud as it is while nobody at home speaks', () => {
    expect(gainAt(atRest, 0)).toBe(1)
    expect(gainAt(hear(atRest, 0.001, 0), 0)).toBe(1)
  })
  test('is lowered by 12 dB as soon as someone at home is heard', () => {
    expect(LOWERED).toBe(-12)
    expect(decibels(gainAt(hear(atRest, 0.2, 1000), 1000))).toBe(-12)
  })
  test('stays low between their words, and rises half a second after the last', () => {
    let ducking = hear(atRest, 0.2, 1000)
    ducking = hear(ducking, 0, 1300)
    expect(gainAt(ducking, 1300)).toBeLessThan(1)
    ducking = hear(ducking, 0.2, 1400)
    expect(gainAt(ducking, 1899)).toBeLessThan(1)
    expect(gainAt(hear(ducking, 0, 1900), 1900)).toBe(1)
  })
})
