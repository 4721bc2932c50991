import { newId } from '#shared/core/ids.ts'
import type { Clock } from '../core/api.ts'
import { type Media, MediaAway, type MediaGrant, type MediaParticipant, type MediaStep } from './port.ts'
import type { WhipAnswer } from './whip.ts'

type Source = MediaParticipant['tracks'][number]['source']

/** A browser in a room of the fake. */
export interface FakeGuest {
  identity: string
  isThere(): boolean
  /** Publishes a track; refused without `canPublish`. */
  publish(source: Source): boolean
  leave(): void
}

/** The media port in memory, for what needs no picture: it keeps the same rules, and tests join it by its tokens. */
export interface FakeMedia extends Media {
  /** What a browser does with a token: in, or null when the token is forged or too old. The same identity takes over. */
  join(token: string): FakeGuest | null
  /** A webhook as the media server would sign it. */
  signed(event: string, room: string): { body: string; authorization: string }
  become(step: MediaStep): void
}

interface Ticket {
  room: string
  identity: string
  grant: MediaGrant
  until: number
}
type Seat = Omit<MediaParticipant, 'tracks'> & { tracks: MediaParticipant['tracks'][number][] }

const said = (status: number, body = ''): WhipAnswer => ({ status, resource: null, etag: null, body })
const isSound = (source: Source): boolean => source === 'microphone' || source === 'screenAudio'

export function createFakeMedia(clock: Clock): FakeMedia {
  const tickets = new Map<string, Ticket>()
  const rooms = new Map<string, Map<string, Seat>>()
  const secret = newId()
  let state: { step: MediaStep; at: number } = { step: 'ready', at: clock.now() }
  const seatOf = (room: string, identity: string) => rooms.get(room)?.get(identity)
  const ready = <T>(value: T): Promise<T> =>
    state.step === 'ready' ? Promise.resolve(value) : Promise.reject(new MediaAway('The media server is not there.'))
  const guest = (room: string, seat: Seat): FakeGuest => ({
    identity: seat.identity,
    isThere: () => seatOf(room, seat.identity) === seat,
    publish(source) {
      if (!seat.canPublish || seatOf(room, seat.identity) !== seat) return false
      const kind = isSound(source) ? 'audio' : 'video'
      if (seat.silenced && kind === 'audio') return false
      seat.tracks.push({ sid: newId(), kind, source, muted: false })
      return true
    },
    leave() {
      if (seatOf(room, seat.identity) === seat) rooms.get(room)?.delete(seat.identity)
    },
  })

  const enter = ({ room, identity, grant }: Omit<Ticket, 'until'>): Seat => {
    const seat: Seat = { ...grant, identity, sid: newId(), joinedAt: clock.now(), tracks: [] }
    rooms.set(room, (rooms.get(room) ?? new Map()).set(identity, seat))
    return seat
  }

  return {
    state: () => state,
    async token(room, identity, grant, ttl) {
      const token = newId()
      tickets.set(token, { room, identity, grant, until: clock.now() + ttl * 1000 })
      return ready(token)
    },
    list: (room) =>
      ready([...(rooms.get(room)?.values() ?? [])].map((seat) => ({ ...seat, tracks: [...seat.tracks] }))),
    async allow(room, identity, grant) {
      await ready(undefined)
      const seat = seatOf(room, identity)
      if (!seat) return
      Object.assign(seat, grant)
      seat.tracks = seat.tracks.filter(({ kind }) => grant.canPublish && !(grant.silenced && kind === 'audio'))
    },
    async hush(room, identity, isHushed) {
      await ready(undefined)
      const seat = seatOf(room, identity)
      if (seat)
        seat.tracks = seat.tracks.map((track) => (track.kind === 'audio' ? { ...track, muted: isHushed } : track))
      return true
    },
    async remove(room, identity) {
      await ready(undefined)
      rooms.get(room)?.delete(identity)
    },
    async close(room) {
      await ready(undefined)
      rooms.delete(room)
    },
    async hook(body, authorization) {
      return authorization === `${secret} ${body}` ? (JSON.parse(body) as { room: string; event: string }) : null
    },
    async whip(room, identity, grant, { method, resource, body = '', ifMatch }) {
      await ready(undefined)
      const seat = seatOf(room, identity)
      if (method === 'POST') {
        const entered = enter({ room, identity, grant })
        guest(room, entered).publish('camera')
        guest(room, entered).publish('microphone')
        return { ...said(201, body), resource: entered.sid, etag: `"${entered.sid}"` }
      }
      if (!seat || seat.sid !== resource) return said(404)
      if (method === 'DELETE') rooms.get(room)?.delete(identity)
      else if (ifMatch === undefined) return said(428)
      // As the real one answers a session that was begun anew.
      else if (ifMatch !== `"${seat.sid}"`) return said(500)
      return said(method === 'DELETE' ? 200 : 204)
    },
    url: () => 'ws://127.0.0.1:9',
    join(token) {
      const ticket = tickets.get(token)
      if (!ticket || ticket.until < clock.now() || state.step !== 'ready') return null
      return guest(ticket.room, enter(ticket))
    },
    signed(event, room) {
      const body = JSON.stringify({ event, room })
      return { body, authorization: `${secret} ${body}` }
    },
    become(step) {
      state = { step, at: clock.now() }
      // A media server that was lost comes back with empty rooms.
      if (step !== 'ready') rooms.clear()
    },
  }
}
