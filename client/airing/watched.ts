import type { PresenterRecord } from './on-stage.ts'

interface Seen {
  presenters: readonly PresenterRecord[]
  isLive: boolean
  /** Who looks. */
  me: string
}

/**
 * Whom the conductor's page follows in each media room (their identities there), or null where it has no place now: on
 * the stage only while it is live, backstage only while somebody is there, and never beside one's own place as a presenter.
 */
export function watched({ presenters, isLive, me }: Seen): Record<'stage' | 'backstage', string[] | null> {
  const onStage = presenters.filter(({ state, kind }) => state === 'on' || kind === 'source')
  const backstage = presenters.filter(({ kind }) => kind === 'presenter')
  const isOneOfThem = presenters.some(({ participant }) => participant === me)
  return {
    stage: isLive ? onStage.flatMap(({ identity }) => identity ?? []) : null,
    backstage:
      backstage.length === 0 || isOneOfThem
        ? null
        : backstage.flatMap(({ state, backstage: place }) => (state === 'backstage' && place?.identity) || []),
  }
}
