import type { PresenterRecord, StageRecord } from './on-stage.ts'

interface Seen {
  presenters: readonly PresenterRecord[]
  state: StageRecord['state']
  /** Who looks. */
  me: string
}

/**
 * Whom the conductor's page follows in each media room (their identities there), or null where it has no place now: on
 * the stage while it is live, and from open doors on while an encoder sends there; backstage only while somebody is there,
 * and never beside one's own place as a presenter.
 */
export function watched({ presenters, state, me }: Seen): Record<'stage' | 'backstage', string[] | null> {
  const sources = presenters.filter(({ kind }) => kind === 'source')
  const onStage = presenters.filter((one) => one.state === 'on' || one.kind === 'source')
  const isMeasured = (state === 'doors' || state === 'paused') && sources.length > 0
  const backstage = presenters.filter(({ kind }) => kind === 'presenter')
  const isOneOfThem = presenters.some(({ participant }) => participant === me)
  return {
    stage: state === 'live' || isMeasured ? onStage.flatMap(({ identity }) => identity ?? []) : null,
    backstage:
      backstage.length === 0 || isOneOfThem
        ? null
        : backstage.flatMap(({ state, backstage: place }) => (state === 'backstage' && place?.identity) || []),
  }
}
