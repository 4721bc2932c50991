import { contextOf, decideOne, type Pending } from '#server/core/decide.ts'
import type { Entry, Feature } from '#server/core/feature.ts'
import { Fold } from '#server/core/fold.ts'
import { Hub } from '#server/core/hub.ts'
import type { Facts, Role } from '#shared/core/people.ts'
import { isRefusal } from '#shared/core/refusals.ts'
import { type Frame, type FramesMessage, type Held, type LeftMessage, ownAudience } from '#shared/core/wire.ts'
import { Replica } from '../../../client/core/replica.ts'
import { type Subject, seeded } from './subject.ts'

const EVENT = 'event000'

/** Rules of the core broken on purpose, to see the law go red. */
export interface Faults {
  /** Apply a frame whose range holds the copy's version, instead of one that starts exactly there. */
  range?: boolean
  /** Read folds between evolve and COMMIT. */
  unclean?: boolean
  /** A snapshot merges instead of replacing. */
  merge?: boolean
  noBeat?: boolean
  /** A view that shows what it should not. */
  leak?: boolean
}

class RangeReplica extends Replica {
  protected override isNext(copy: { epoch: string; version: number }, frame: Frame): boolean {
    return copy.epoch === frame.epoch && frame.from !== null && frame.from <= copy.version && copy.version < frame.to
  }
}

type Message = ({ kind: 'frames' } & FramesMessage) | ({ kind: 'left' } & LeftMessage)

interface Client {
  id: string
  participant: string
  node: SimNode | null
  /** The reader's id on the node: another one every time it connects. */
  reader: string
  inbox: Message[]
  records: Map<string, Map<string, unknown>>
  replica: Replica
  /** Asks to be let in again. */
  isOut: boolean
}

interface SimNode {
  hub: Hub
  stash: Entry[]
  open: { entries: Entry[]; answers: (() => void)[] } | null
  isDue: boolean
}

/**
 * Two nodes, six clients, one stream, without any I/O: the real fold, feeds, hub and client rule under seeded loss,
 * doubling, kills, hops, role changes, failed commits and a restored log. Returns what differs at the end.
 */
export function simulate(seed: number, subject: Subject, faults: Faults = {}): string[] {
  const { pick, chance, random } = seeded(seed)
  const stream = `${subject.feature.contract.stream}:stream000`
  const log: { entries: Entry[]; epoch: number } = { entries: [], epoch: 1 }
  const people = ['person01', 'person02', 'person03', 'person04']
  const roles: Role[][] = [['attendee'], ['moderator'], ['producer'], ['mentor', 'moderator'], []]
  const database = new Map<string, Facts>(
    people.map((participant) => [participant, factsOf(participant, 1, pick(roles))]),
  )
  const feature: Feature = faults.leak ? leaking(subject.feature) : subject.feature
  let now = 1_800_000_000_000
  let isCalm = false
  let readers = 0
  let ids = 0
  const clients: Client[] = []
  const nodes: SimNode[] = [makeNode(), makeNode()]

  function makeNode(): SimNode {
    const deliver = (reader: string, message: Message) => {
      const client = clients.find((one) => one.reader === reader)
      if (!client || (!isCalm && message.kind === 'frames' && chance(0.04))) return
      client.inbox.push(structuredClone(message))
      if (!isCalm && chance(0.02)) client.inbox.push(structuredClone(message))
    }
    const rooms = new Map<string, Set<string>>()
    const hub = new Hub(
      {
        toRoom: (room, message) =>
          rooms.get(room)?.forEach((reader) => void deliver(reader, { kind: 'frames', ...message })),
        toReader: (reader, message) => deliver(reader, { kind: 'frames', ...message }),
        left: (reader, message) => deliver(reader, { kind: 'left', ...message }),
        facts: () => undefined,
        move(reader, from, to) {
          if (from) rooms.get(from)?.delete(reader)
          if (to) rooms.set(to, (rooms.get(to) ?? new Set()).add(reader))
        },
      },
      { build: 'b', now: () => now },
    )
    if (faults.unclean)
      Object.defineProperty(hub.live(stream), 'isReadable', { get: (this_ = hub.live(stream)) => this_.fold !== null })
    return { hub, stash: [], open: null, isDue: false }
  }

  function foldOf(node: SimNode): Fold {
    const live = node.hub.live(stream)
    if (!live.fold) {
      const fold = new Fold(feature, stream, EVENT, log.epoch)
      for (const entry of log.entries) fold.apply(structuredClone(entry))
      node.hub.loaded(stream, fold)
      node.isDue = true
      node.hub.settled(stream)
    }
    return live.fold!
  }
  const isClean = (node: SimNode) => node.hub.live(stream).isClean

  function receive(node: SimNode, entries: readonly Entry[], epoch: number): void {
    const live = node.hub.live(stream)
    if (!live.fold) return
    if (!live.isClean) return void node.stash.push(...entries)
    if (epoch !== live.fold.epoch) {
      live.fold = null
      foldOf(node)
      return
    }
    const news = entries.filter((entry) => entry.version > live.fold!.version)
    if (news.length === 0) return
    // A gap: the log is asked.
    const all = news[0]!.version === live.fold.version + 1 ? news : log.entries.slice(live.fold.version)
    for (const entry of all) live.fold.apply(structuredClone(entry))
    node.isDue = true
  }

  function begin(node: SimNode): void {
    const live = node.hub.live(stream)
    // Under the row's lock the epoch is compared first.
    if (live.fold && (live.fold.epoch !== log.epoch || live.fold.version > log.entries.length)) live.fold = null
    const fold = foldOf(node)
    live.isClean = false
    for (const entry of log.entries.slice(fold.version)) fold.apply(structuredClone(entry))
    const entries: Entry[] = []
    const senders = new Map<Client, string>()
    for (let i = 0; i < 1 + Math.floor(random() * 5); i++) {
      const made = subject.command(
        pick,
        people,
        now,
        [...log.entries, ...entries].map((entry) => entry.commandId),
      )
      const client = clients.find(({ participant }) => participant === made.by) ?? pick(clients)
      const id = chance(0.1) && log.entries.length > 0 ? pick(log.entries).commandId : `command${ids++}`
      if (log.entries.some((entry) => entry.commandId === id) || entries.some((entry) => entry.commandId === id))
        continue
      const command: Pending = {
        id,
        type: made.type,
        data: made.data,
        actor: made.system ? { system: 'job' } : { participant: client.participant },
      }
      const facts = made.system ? null : database.get(client.participant)!
      const entry = decideOne(fold, command, contextOf(fold, command, facts, subject.rows(pick, made.type), now))
      if (!entry || isRefusal(entry)) continue
      try {
        fold.apply(structuredClone(entry))
      } catch {
        // A poisoned batch: everything is undone, as the real inbox does before it tries one by one.
        live.isClean = true
        live.fold = null
        foldOf(node)
        unstash(node)
        return
      }
      entries.push(entry)
      if (client.node === node && !made.system) senders.set(client, client.participant)
    }
    node.open = {
      entries,
      answers: [...senders].map(([client, participant]) => () => {
        const frame = node.hub.ownFrame(stream, participant, client.reader)
        if (frame && client.node === node)
          client.inbox.push({ kind: 'frames', at: now, frames: [structuredClone(frame)] })
      }),
    }
  }

  function end(node: SimNode): void {
    const { entries, answers } = node.open!
    node.open = null
    const live = node.hub.live(stream)
    live.isClean = true
    // Another node committed first, or the commit failed: the row lock would have told before; here it spoils.
    if ((!isCalm && chance(0.1)) || (entries[0] && entries[0].version !== log.entries.length + 1)) {
      live.fold = null
      foldOf(node)
      unstash(node)
      return
    }
    log.entries.push(...structuredClone(entries))
    node.isDue = true
    for (const other of nodes) if (other !== node && !(!isCalm && chance(0.1))) receive(other, entries, log.epoch)
    unstash(node)
    node.hub.settled(stream)
    for (const answer of answers) answer()
  }
  function unstash(node: SimNode): void {
    receive(node, node.stash.splice(0), log.epoch)
  }

  function heal(node: SimNode): void {
    if (!isClean(node)) return
    for (const [participant] of node.hub.heldFacts()) node.hub.setFacts(database.get(participant)!)
    const { fold } = node.hub.live(stream)
    if (fold && (fold.epoch !== log.epoch || fold.version > log.entries.length)) {
      node.hub.live(stream).fold = null
      foldOf(node)
    } else if (fold) receive(node, log.entries.slice(fold.version), log.epoch)
  }

  function connect(client: Client, node: SimNode): void {
    client.node = node
    client.reader = `r${readers++}`
    client.inbox = []
    node.hub.enter(client.reader, database.get(client.participant)!)
    if (isClean(node) || node.hub.live(stream).fold === null) foldOf(node)
    const have = client.replica.have(stream)
    if (have.some(([, , version]) => version > foldOf(node).version)) heal(node)
    join(client, node, have)
  }
  /** Refused is like taken away: nothing may be kept, and one asks again later. */
  function join(client: Client, node: SimNode, have: readonly Held[]): void {
    const { reader } = client
    node.hub.join(reader, stream, have, (isIn) => {
      if (client.reader !== reader) return
      client.isOut = !isIn
      if (!isIn) client.replica.left(stream, null)
    })
  }
  function cut(client: Client): void {
    client.node?.hub.gone(client.reader)
    client.node = null
    client.inbox = []
  }

  function flush(node: SimNode): void {
    node.isDue = false
    node.hub.flush([stream])
  }
  function beat(node: SimNode): void {
    flush(node)
    node.hub.beat('shared')
    node.hub.beat('own')
  }

  function handle(client: Client): void {
    const message = client.inbox.shift()
    if (!message) return
    if (message.kind === 'left') {
      client.replica.left(message.stream, message.audience)
      if (message.audience === null) client.isOut = true
    } else {
      for (const frame of message.frames ?? []) client.replica.take(frame)
      if (message.beat) client.replica.beat(message.beat.scope, message.beat.lines)
    }
  }

  function addClient(i: number): void {
    const records: Client['records'] = new Map()
    const make = faults.range ? RangeReplica : Replica
    const client: Client = {
      id: `c${i}`,
      participant: people[i % people.length]!,
      node: null,
      reader: '',
      inbox: [],
      records,
      isOut: false,
      replica: new make(
        ({ audience, put, drop, reset }) => {
          const held =
            reset && !faults.merge ? new Map<string, unknown>() : (records.get(audience) ?? new Map<string, unknown>())
          records.set(audience, held)
          for (const [key, record] of Object.entries(put)) held.set(key, record)
          for (const key of drop) held.delete(key)
        },
        (_stream, have: readonly Held[]) => {
          if (!isCalm && chance(0.05)) return
          const { node, reader } = client
          if (!node) return
          if (isClean(node) && have.some(([, , version]) => version > foldOf(node).version)) heal(node)
          node.hub.catchUp(reader, stream, have)
        },
      ),
    }
    clients.push(client)
  }
  for (let i = 0; i < 6; i++) addClient(i)

  const steps = 60 + Math.floor(random() * 60)
  for (let step = 0; step < steps; step++) {
    now += Math.floor(random() * 2000)
    const node = pick(nodes)
    const client = pick(clients)
    const die = random()
    if (die < 0.28) {
      const other = nodes.find((one) => one !== node)!
      if (node.open) end(node)
      // The row lock: never two at once.
      else if (!other.open) begin(node)
    } else if (die < 0.45) {
      if (node.isDue || faults.unclean) flush(node)
    } else if (die < 0.75) handle(client)
    else if (die < 0.81) {
      if (client.node) cut(client)
      connect(client, pick(nodes))
    } else if (die < 0.86) {
      const facts = database.get(client.participant)!
      const next = factsOf(client.participant, facts.version + 1, pick(roles))
      database.set(client.participant, next)
      for (const one of nodes) if (!chance(0.2)) one.hub.setFacts(next)
    } else if (die < 0.9) heal(node)
    else if (die < 0.96) {
      if (!faults.noBeat) beat(node)
    } else if (die < 0.98) {
      const at = nodes.indexOf(node)
      nodes[at] = makeNode()
      for (const one of clients) if (one.node === node) cut(one)
    } else if (log.entries.length > 3 && chance(0.3) && !nodes.some((one) => one.open)) {
      log.entries.length -= 2
      log.epoch++
    }
  }

  isCalm = true
  for (const node of nodes) if (node.open) end(node)
  for (const client of clients) if (!client.node) connect(client, pick(nodes))
  for (let round = 0; round < 4; round++) {
    for (const node of nodes) {
      heal(node)
      if (faults.noBeat) flush(node)
      else beat(node)
    }
    for (const client of clients) {
      while (client.inbox.length > 0) handle(client)
      if (client.isOut) join(client, client.node!, client.replica.have(stream))
    }
  }
  return clients.flatMap((client) => differences(client))

  function differences(client: Client): string[] {
    const fresh = new Fold(subject.feature, stream, EVENT, log.epoch)
    for (const entry of log.entries) fresh.apply(structuredClone(entry))
    const facts = database.get(client.participant)!
    const shared = subject.feature.audiences(fresh.state as never, facts)
    const expected = new Map(
      (shared.length > 0 ? [...shared, ownAudience(client.participant)] : []).map((audience) => [
        audience,
        recordsOf(fresh, audience, client.participant),
      ]),
    )
    const names = new Set([
      ...expected.keys(),
      ...[...client.records].filter(([, held]) => held.size > 0).map(([name]) => name),
    ])
    return [...names].flatMap((audience) => {
      const is = canonical(Object.fromEntries(client.records.get(audience) ?? []))
      const should = canonical(expected.get(audience) ?? {})
      return is === should ? [] : [`seed ${seed} ${client.id} ${audience}: holds ${is}, should ${should}`]
    })
  }
}

/** All records of an audience, by `view` over a fresh fold. */
export function recordsOf(fold: Fold, audience: string, participant: string): Record<string, unknown> {
  const isOwn = audience === ownAudience(participant)
  const out: Record<string, unknown> = {}
  for (const key of fold.keys) {
    if (key.startsWith('@') ? !(isOwn && key.startsWith(`@${participant}/`)) : isOwn) continue
    const record = fold.feature.view(fold.state as never, key, audience)
    if (record !== null && record !== undefined) out[key] = JSON.parse(JSON.stringify(record))
  }
  return out
}

const canonical = (records: Record<string, unknown>): string =>
  JSON.stringify(Object.fromEntries(Object.entries(records).sort(([a], [b]) => (a < b ? -1 : 1))))

function factsOf(participant: string, version: number, roles: readonly Role[]): Facts {
  return {
    participant,
    event: EVENT,
    version,
    roles,
    attendance: 'home',
    privacy: 'named',
    tags: [],
    membership: false,
    silenced: false,
  }
}

/** Shows staff-only notes to everyone. */
function leaking(feature: Feature): Feature {
  return {
    ...feature,
    view: (state, key, audience) => feature.view(state, key, key.startsWith('note/') ? 'staff' : audience),
  }
}
