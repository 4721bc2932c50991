import { untrack } from 'svelte'
import type { StageRoom } from './room.svelte.ts'
import type { Shown } from './shown.ts'
import { isPicture, type TrackRecord } from './tracks.ts'

/** By which of the two connections one is to be there. */
export type Way = 'watch' | 'present'

/** The new connection is there and its pictures are not: it takes over all the same after this long. ms */
const TAKE_OVER_WITHIN = 2500

/**
 * Two connections of one person, of which one hands over to the other: coming onto the stage and going back to watching.
 * The one that is left goes only when the other shows its pictures, so nobody's picture turns black in between.
 */
export class Handover implements Shown {
  readonly #rooms: Record<Way, StageRoom>
  #leads: Way = $state('watch')
  #drawn: Record<Way, boolean> = $state({ watch: false, present: false })

  constructor(watch: StageRoom, present: StageRoom) {
    this.#rooms = { watch, present }
  }

  /** The connection that counts: what is heard, and whose state is told. */
  get lead(): StageRoom {
    return this.#rooms[this.#leads]
  }
  get tracks(): readonly TrackRecord[] {
    return [...this.lead.tracks, ...this.#rooms[other(this.#leads)].tracks]
  }
  get speaking(): readonly string[] {
    return this.lead.speaking
  }

  show(key: string): ReturnType<Shown['show']> {
    return this.#rooms[this.#wayOf(key)].show(key)
  }

  drew(key: string): void {
    const way = this.#wayOf(key)
    this.#drawn[way] = true
    this.#rooms[way].drew(key)
  }

  /** Call in an effect: is there by this way, or (null) not at all. */
  follow(way: Way | null): (() => void) | undefined {
    if (way === null) {
      untrack(() => this.close())
      return
    }
    const [next, last] = [this.#rooms[way], this.#rooms[other(way)]]
    untrack(() => next.open())
    if (this.#leads === way) {
      untrack(() => this.#leave(other(way)))
      return
    }
    const isLost = last.tracks.some(({ source, isHere, isMuted }) => isPicture(source) && isHere && !isMuted)
    if (last.status === 'off' || (next.status === 'on' && (this.#drawn[way] || !isLost))) {
      this.#leads = way
      return
    }
    if (next.status !== 'on') return
    const timer = setTimeout(() => {
      this.#leads = way
    }, TAKE_OVER_WITHIN)
    return () => clearTimeout(timer)
  }

  close(): void {
    this.#leave('watch')
    this.#leave('present')
    this.#leads = 'watch'
  }

  #leave(way: Way): void {
    if (this.#rooms[way].status === 'off') return
    this.#rooms[way].close()
    this.#drawn[way] = false
  }

  #wayOf(key: string): Way {
    return this.#rooms.present.tracks.some((track) => track.key === key) ? 'present' : 'watch'
  }
}

const other = (way: Way): Way => (way === 'watch' ? 'present' : 'watch')
