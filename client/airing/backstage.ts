import { type PresenterRecord, type StageRecord, standingBy } from './on-stage.ts'

/** Those in the private room, as tiles draw them: under the identity they have there. */
export const inBackstage = (presenters: readonly PresenterRecord[]): PresenterRecord[] =>
  standingBy(presenters)
    .filter(({ kind }) => kind === 'presenter')
    .map((one) => ({ ...one, ...(one.backstage ?? { identity: null, connected: false }) }))

/** Does the next countdown bring this one on? With nobody chosen it brings on all. While live there is none to come. */
export function comesOnNext(
  one: Pick<PresenterRecord, 'next' | 'state'>,
  presenters: readonly Pick<PresenterRecord, 'next'>[],
  stage: Pick<StageRecord, 'state' | 'countdown'>,
): boolean {
  if (one.state === 'on' || stage.countdown || stage.state === 'live' || stage.state === 'ended') return false
  return one.next || !presenters.some(({ next }) => next)
}
