import { deepStrictEqual, strictEqual } from 'node:assert'
import { test } from 'vitest'
import { type Event, evolve, initial } from '#server/airing/domain.ts'

/** As the log held it before there was a backstage: event types are for ever. */
const OLD = [
  { type: 'airing.doorsOpened', data: {} },
  {
    type: 'airing.stoodBy',
    data: { participant: 'ana11111', name: 'Ana', line: 'Sound', camera: true, microphone: true },
  },
  { type: 'airing.countdownStarted', data: { countdown: 1, liveAt: 20_000, stage: 'mainstage' } },
  { type: 'airing.wentOn', data: { participant: 'ana11111' } },
  { type: 'airing.wentLive', data: {} },
  { type: 'airing.seated', data: { participant: 'ana11111', identity: 'one' } },
  { type: 'airing.connectionChanged', data: { participant: 'ana11111', connected: true } },
] as unknown as readonly Event[]

test('a log from before there was a backstage is still read', () => {
  const state = initial()
  for (const [i, event] of OLD.entries()) evolve(state, event, { at: i * 1000, actor: { system: 'test' }, version: i })
  const ana = state.presenters.ana11111
  deepStrictEqual(ana?.places.stage, { identity: 'one', isConnected: true })
  deepStrictEqual([ana?.kind, ana?.state, ana?.inRoom, state.stage], ['presenter', 'on', false, 'mainstage'])
  const more: Event = { type: 'airing.paused', data: { note: null } }
  evolve(state, more, { at: 9000, actor: { system: 'test' }, version: 9 })
  strictEqual(state.until, null)
})
