import type { CommandOf, RecordOf } from '#shared/core/contract.ts'
import type { polls } from '#shared/polls/contract.ts'
import { LEAST_OPTIONS } from '#shared/polls/rules.ts'
import { isForEveryone, type SegmentDraft, segmentDraftOf, segmentOf } from '../core/segment-draft.ts'

export type DeskPoll = RecordOf<typeof polls, 'desk'>
export type Asked = Extract<CommandOf<typeof polls>, { type: 'polls.prepare' }>['data']

/** A poll as it is written in the form: fields of every kind, whichever is chosen. */
export interface Draft extends SegmentDraft {
  question: string
  kind: Asked['kind']
  options: string[]
  /** 0: as many as one likes. */
  most: number
  low: string
  high: string
  results: Asked['results']
}

/** What the form begins with: a poll that is changed or used again, or nothing. */
export function draftOf(poll: DeskPoll | null): Draft {
  return {
    ...segmentDraftOf(poll?.segment ?? null),
    question: poll?.question ?? '',
    kind: poll?.kind ?? 'single',
    options: poll && poll.options.length > 0 ? [...poll.options] : Array.from({ length: LEAST_OPTIONS }, () => ''),
    most: poll?.kind === 'multiple' && poll.most < poll.size ? poll.most : 0,
    low: poll?.low ?? '',
    high: poll?.high ?? '',
    results: poll?.results ?? 'voted',
  }
}

/** What is sent of it. Answers that stayed empty are none. */
export function askedOf(draft: Draft): Asked {
  const options = draft.kind === 'scale' ? [] : draft.options.map((option) => option.trim()).filter(Boolean)
  const { question, kind, low, high, results } = draft
  const segment = segmentOf(draft)
  return {
    question: question.trim(),
    kind,
    options,
    most: kind === 'multiple' ? draft.most || Math.max(1, options.length) : 1,
    low: kind === 'scale' ? low.trim() : '',
    high: kind === 'scale' ? high.trim() : '',
    results,
    segment: isForEveryone(segment) ? null : segment,
  }
}
