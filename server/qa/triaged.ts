import type { EventOf } from '#shared/core/contract.ts'
import type { triage } from '#shared/qa/triage.contract.ts'
import type { Meta } from '../core/feature.ts'
import { change, move, unclaim } from './moves.ts'
import type { Question, State } from './state.ts'

type TriageEvent = EventOf<typeof triage>
type OfOne = Exclude<TriageEvent, { type: 'qa.handled' | 'qa.pinned' }>

/** What moderators did, as it changes the state. Names the keys it touched. */
export function evolveTriage(state: State, event: TriageEvent, { at }: Meta): readonly string[] {
  switch (event.type) {
    case 'qa.handled': {
      const { change, by, name, count } = event.data
      state.hand = { change, by, name }
      state.load[by] = { name, handled: (state.load[by]?.handled ?? 0) + count }
      return [`load/${by}`, ...endOldClaims(state, at)]
    }
    case 'qa.pinned': {
      const keys = [state.pinned, event.data.question].flatMap((id) => (id === null ? [] : [`question/${id}`]))
      state.pinned = event.data.question
      return ['now', ...keys]
    }
    default: {
      const one = state.questions[event.data.question]
      return one ? ofOne(state, one, event, at) : []
    }
  }
}

/** Time-outs need no timer: a claim says until when it holds, and what ran out is tidied with the next thing done. */
const endOldClaims = (state: State, now: number): string[] =>
  state.claimed.flatMap((id) => {
    const one = state.questions[id]
    return one?.claim && one.claim.until <= now ? unclaim(state, one) : []
  })

function ofOne(state: State, one: Question, event: OfOne, at: number): readonly string[] {
  const { id } = one
  switch (event.type) {
    case 'qa.approved': {
      const anew = { reason: null, note: null, startedAt: null, answeredAt: null }
      return change(state, id, 'approved', { state: 'visible', ...anew }, at)
    }
    case 'qa.dismissed': {
      const { reason, note } = event.data
      return change(state, id, 'dismissed', { state: 'dismissed', reason, note }, at)
    }
    case 'qa.archived':
      return change(state, id, 'archived', { state: 'archived', reason: 'putAway', note: null }, at)
    case 'qa.sent':
      return change(state, id, 'sent', { channel: event.data.channel }, at)
    case 'qa.merged':
      return change(state, id, 'merged', { state: 'merged', into: event.data.into }, at)
    case 'qa.unmerged':
      return change(state, id, 'unmerged', one.changes[0]?.before ?? {}, at)
    case 'qa.undone': {
      const [last, ...earlier] = one.changes
      one.changes = earlier
      return last ? move(state, id, last.before) : []
    }
    case 'qa.answeringStarted':
      return change(state, id, 'answeringStarted', { state: 'answering', startedAt: at, answeredAt: null }, at)
    case 'qa.answered':
      return change(state, id, 'answered', { state: 'answered', answeredAt: at }, at)
    case 'qa.skipped':
      return change(state, id, 'skipped', { state: 'visible', startedAt: null, since: at }, at)
    case 'qa.answeredInWriting': {
      const { text, name } = event.data
      const answeredAt = one.stand.answeredAt ?? at
      return change(state, id, 'answeredInWriting', { state: 'answered', answeredAt, answer: { text, name, at } }, at)
    }
    case 'qa.labelled': {
      const { label, isOn } = event.data
      // A label that was scrubbed is none.
      if (label !== null) one.labels = [...one.labels.filter((other) => other !== label), ...(isOn ? [label] : [])]
      return [`question/${id}`]
    }
    case 'qa.noted': {
      const { text, name } = event.data
      one.notes.push({ name, text, at })
      return [`question/${id}`]
    }
    case 'qa.claimed': {
      const { by, name, until } = event.data
      const before = unclaim(state, one)
      one.claim = { by, name, until }
      state.claimed.push(id)
      state.load[by] ??= { name, handled: 0 }
      return [...before, `question/${id}`, `load/${by}`]
    }
    case 'qa.released':
      return unclaim(state, one)
    case 'qa.escalated':
      one.escalated = event.data.isOn ? { name: event.data.name, at } : null
      return [`question/${id}`, `escalated/${id}`]
    case 'qa.calledOn':
      one.calledAt = at
      return ['now', `question/${id}`, `@${one.by}/mine`]
    case 'qa.chapterCorrected': {
      const { title, startedAt, answeredAt } = event.data
      one.chapter = { title, startedAt, answeredAt }
      return [`question/${id}`]
    }
    default:
      return event satisfies never
  }
}
