import { untrack } from 'svelte'
import type { airing } from '#shared/airing/contract.ts'
import type { watch } from '#shared/airing/routes.ts'
import { holdsStage } from '#shared/airing/rules.ts'
import type { RecordOf } from '#shared/core/contract.ts'
import type { RouteReply } from '#shared/core/route.ts'
import type { polls } from '#shared/polls/contract.ts'
import type { screenProgramme } from '#shared/programme/routes.ts'
import type { AiringRow, Programme } from '#shared/programme/rows.ts'
import type { qa } from '#shared/qa/contract.ts'
import type * as routes from '#shared/screens/routes.ts'
import type { PresenterRecord, StageRecord } from '../../airing/on-stage.ts'
import { onStage } from '../../airing/on-stage.ts'
import { StageRoom } from '../../airing/room.svelte.ts'
import { playedInRoom } from '../../airing/room-output.ts'
import { eachTick } from '../../airing/ticks.ts'
import { type AskCapability, goLive } from '../../core/live.svelte.ts'
import type { Live, StreamView } from '../../core/live.ts'
import { readPref, writePref } from '../../core/prefs.ts'
import { OpenProgramme } from '../../programme/open-programme.svelte.ts'
import { followed, shown } from '../../screens/which.ts'

type Facts = RouteReply<typeof routes.wall>
type Stream = StreamView<typeof airing>
type Asked = StreamView<typeof qa>
type Polls = StreamView<typeof polls>
/** So often a wall asks how people join; by it staff see that it is open. ms */
const ASK_EVERY = 30_000
/** Without any answer yet. ms */
const ASK_AGAIN = 2000

/** All that a wall shows, from the line, the programme and its own few facts; each keeps its last while there is no line. */
export class OpenWall {
  readonly live: Live
  readonly programme: OpenProgramme
  readonly room: StageRoom
  facts = $state.raw<Facts | null>(null)
  /** The room sees and hears who is on from home; pressed once on this screen, and remembered. */
  isSoundOn: boolean = $state(false)
  #streams: ReadonlyMap<string, Stream> = $state.raw(new Map())
  #asked: ReadonlyMap<string, Asked> = $state.raw(new Map())
  /** Of the airing that is shown. */
  #polls: Polls | null = $state.raw(null)

  /** `isSilent`: it never plays, whatever was pressed on this device. */
  constructor(event: string, ask: AskCapability, { isSilent = false } = {}) {
    this.isSoundOn = !isSilent && readPref('wall.sound') !== null
    this.live = goLive(event, ask)
    this.programme = new OpenProgramme(event, () =>
      this.live.call<typeof screenProgramme>('GET /api/events/:event/programme/screen', { params: { event } }),
    )
    this.room = new StageRoom(async () => {
      const id = this.airing?.id
      if (!id) return { refused: 'airing.notLive' }
      const params = { event, airing: id }
      const asked = await this.live.call<typeof watch>('POST /api/events/:event/airings/:airing/watch', { params })
      return asked.ok ? asked.value : { refused: asked.refused }
    })
  }

  get held(): Programme | null {
    return this.programme.held
  }
  get now(): number {
    eachTick()
    return this.live.serverNow()
  }

  /** The airing this wall shows, as the programme has it. */
  readonly airing: AiringRow | null = $derived.by(() => {
    const { held, facts } = this
    if (!held || !facts) return null
    const holds = (id: string) => {
      const stage = this.#streams.get(id)?.get('stage')
      return stage !== undefined && holdsStage(stage)
    }
    return shown(held.airings, { stage: facts.screen.stage, now: this.now, holds })
  })
  /** The same by its own word; undefined until that came. */
  readonly stage: StageRecord | undefined = $derived.by(() => this.#stream?.get('stage'))
  readonly people: readonly PresenterRecord[] = $derived.by(() =>
    onStage(this.#stream?.list('presenter').map(({ record }) => record) ?? []),
  )
  /** Whom the room sees and hears from here. */
  readonly played: readonly PresenterRecord[] = $derived.by(() => playedInRoom(this.people))
  /** What is answered now and what comes next. */
  readonly asked: RecordOf<typeof qa, 'now'> | null = $derived.by(() => this.#questions?.get('now') ?? null)
  readonly tally: RecordOf<typeof qa, 'tally'> | null = $derived.by(() => this.#questions?.get('tally') ?? null)
  /** The poll that is pinned here, with what may be seen of its votes. */
  readonly poll: { poll: RecordOf<typeof polls, 'poll'>; voters: number; counts: readonly number[] | null } | null =
    $derived.by(() => {
      const stream = this.#polls
      const [pinned] = stream?.list('poll') ?? []
      if (!stream || !pinned) return null
      const { id, record } = pinned
      const voters = stream.get('turnout', id)?.voters ?? 0
      return { poll: record, voters, counts: stream.get('results', id)?.counts ?? null }
    })
  readonly #shownId: string | null = $derived.by(() => this.airing?.id ?? null)
  readonly #followed: string = $derived.by(() => {
    const { held, facts } = this
    return held && facts ? followed(held.airings, facts.screen.stage, this.now).join(' ') : ''
  })

  get #stream(): Stream | undefined {
    return this.airing ? this.#streams.get(this.airing.id) : undefined
  }

  get #questions(): Asked | undefined {
    return this.airing ? this.#asked.get(this.airing.id) : undefined
  }

  /** Call while the component is made: follows all of it until the component goes. */
  follow(): void {
    this.programme.follow(this.live)
    $effect(() => {
      const ids = this.#followed.split(' ').filter(Boolean)
      untrack(() => this.#keep(ids))
    })
    $effect(() => {
      const id = this.#shownId
      if (id === null) return
      const stream = this.live.open<typeof polls>(`polls:${id}`)
      this.#polls = stream
      return () => {
        stream.close()
        this.#polls = null
      }
    })
    $effect(() => {
      let timer: ReturnType<typeof setTimeout> | undefined
      let isGone = false
      const look = async () => {
        await this.#askFacts()
        if (!isGone) timer = setTimeout(look, this.facts ? ASK_EVERY : ASK_AGAIN)
      }
      void untrack(look)
      return () => {
        isGone = true
        clearTimeout(timer)
      }
    })
    // Subscribes to those at home alone: what is not wanted never comes here at all.
    $effect(() => {
      const isOn = this.isSoundOn && this.stage?.state === 'live'
      const identities = isOn ? this.played.flatMap(({ identity }) => identity ?? []) : []
      untrack(() => {
        this.room.want(identities, 'auto')
        if (isOn) this.room.open()
        else this.room.close()
      })
    })
    $effect(() => () => {
      this.#keep([])
      this.room.close()
      this.live.close()
    })
  }

  /** The press that browsers want before they play. */
  toggleSound(): void {
    if (this.isSoundOn && this.room.needsTap) return void this.room.startSound()
    this.isSoundOn = !this.isSoundOn
    writePref('wall.sound', this.isSoundOn ? 'yes' : null)
  }

  #keep(ids: readonly string[]): void {
    for (const open of [this.#streams, this.#asked])
      for (const [id, stream] of open) if (!ids.includes(id)) stream.close()
    this.#streams = new Map(
      ids.map((id) => [id, this.#streams.get(id) ?? this.live.open<typeof airing>(`airing:${id}`)]),
    )
    this.#asked = new Map(ids.map((id) => [id, this.#asked.get(id) ?? this.live.open<typeof qa>(`qa:${id}`)]))
  }

  async #askFacts(): Promise<void> {
    const asked = await this.live.call<typeof routes.wall>('GET /api/events/:event/wall', {
      params: { event: this.live.event },
    })
    if (asked.ok) this.facts = asked.value
  }
}
