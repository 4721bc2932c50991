import { strictEqual } from 'node:assert'
import { describe, expect, test } from 'vitest'
import { type Claim, outranks } from '../../client/airing/claims.ts'
import { type TabFacts, tabSays } from '../../client/airing/tab-title.ts'

describe('what a tab says while one looks elsewhere', () => {
  const watching: TabFacts = {
    state: 'live',
    invitedFor: null,
    isOnStage: false,
    isLive: false,
    isReconnecting: false,
    countdown: null,
  }

  test('who is asked onto the stage reads so before all else, with the seconds left', () => {
    const everything: TabFacts = { ...watching, invitedFor: 42, isLive: true, isReconnecting: true, countdown: 7 }
    expect(tabSays(everything)).toEqual({ says: 'invited', seconds: 42 })
    expect(tabSays({ ...watching, invitedFor: 0 })).toEqual({ says: 'invited', seconds: 0 })
  })

  test('who is seen and heard by others reads so before a line that is mended or a countdown', () => {
    const seen: TabFacts = { ...watching, isOnStage: true, isLive: true, isReconnecting: true, countdown: 7 }
    expect(tabSays(seen)).toEqual({ says: 'youAreLive' })
  })

  test('a line that is mended comes before what would be true with it', () => {
    expect(tabSays({ ...watching, isReconnecting: true, countdown: 7 })).toEqual({ says: 'reconnecting' })
  })

  test('a countdown is told by its seconds, to who waits on stage as well', () => {
    expect(tabSays({ ...watching, state: 'doors', countdown: 7 })).toEqual({ says: 'countdown', seconds: 7 })
    expect(tabSays({ ...watching, state: 'paused', isOnStage: true, countdown: 7 }).says).toBe('countdown')
  })

  test('on stage in a pause, live, paused, over; before that only what it is', () => {
    expect(tabSays({ ...watching, state: 'paused', isOnStage: true }).says).toBe('onStage')
    for (const state of ['live', 'paused', 'ended'] as const) expect(tabSays({ ...watching, state }).says).toBe(state)
    for (const state of ['scheduled', 'doors'] as const) expect(tabSays({ ...watching, state }).says).toBe('plain')
  })
})

describe('which page of one person is heard', () => {
  const claim = (because: Claim['because'], at: number, page: string): Claim => ({ because, at, page })

  test('of pages that were opened the first goes on playing', () => {
    strictEqual(outranks(claim('opened', 1, 'b'), claim('opened', 2, 'a')), true)
    strictEqual(outranks(claim('opened', 2, 'a'), claim('opened', 1, 'b')), false)
  })

  test('a press says what one wants now: it silences a page that was opened, and an earlier press', () => {
    strictEqual(outranks(claim('pressed', 9, 'b'), claim('opened', 1, 'a')), true)
    strictEqual(outranks(claim('pressed', 9, 'b'), claim('pressed', 1, 'a')), true)
    strictEqual(outranks(claim('pressed', 1, 'a'), claim('pressed', 9, 'b')), false)
  })

  test('on stage one hears the others there, whatever is pressed elsewhere', () => {
    strictEqual(outranks(claim('onStage', 1, 'b'), claim('pressed', 9, 'a')), true)
    strictEqual(outranks(claim('pressed', 9, 'a'), claim('onStage', 1, 'b')), false)
  })

  test('of any two exactly one is heard', () => {
    const all = (['opened', 'pressed', 'onStage'] as const).flatMap((because) =>
      [1, 2].flatMap((at) => ['a', 'b'].map((page) => claim(because, at, page))),
    )
    for (const one of all)
      for (const other of all) if (one !== other) strictEqual(outranks(one, other), !outranks(other, one))
  })
})
