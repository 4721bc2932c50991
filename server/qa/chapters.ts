import { type ClockMark, mediaTime } from '#shared/core/media-time.ts'
import type { RouteReply } from '#shared/core/route.ts'
import type * as routes from '#shared/qa/routes.ts'
import type { State } from './state.ts'
import { question } from './view.ts'

type Chapter = RouteReply<typeof routes.chapters>['chapters'][number]

/** Characters of a question that name its chapter, where nobody named it otherwise. */
const TITLE = 120

/** What was answered on stage of the questions these audiences may read, the first one first. */
export function chaptersOf(state: State, audiences: readonly string[], clock: readonly ClockMark[]): Chapter[] {
  return Object.values(state.questions)
    .flatMap((one): Chapter[] => {
      const { startedAt, answeredAt } = one.chapter ?? one.stand
      if (one.stand.startedAt === null || one.stand.answeredAt === null) return []
      if (startedAt === null || answeredAt === null) return []
      if (!audiences.some((audience) => question(state, one, audience))) return []
      return [
        {
          question: one.id,
          title: one.chapter?.title ?? shortened(one.text ?? ''),
          ...{ startedAt, answeredAt },
          ...{ start: mediaTime(clock, startedAt), end: mediaTime(clock, answeredAt) },
          isCorrected: one.chapter !== null,
        },
      ]
    })
    .sort((a, b) => a.startedAt - b.startedAt || a.answeredAt - b.answeredAt)
}

function shortened(text: string): string {
  const letters = [...text.replace(/\s+/gu, ' ')]
  return letters.length <= TITLE ? letters.join('') : `${letters.slice(0, TITLE - 1).join('')}…`
}

/** A WebVTT file of these chapters. One that lies wholly in a pause, or before the first picture, is left out. */
export function webVtt(chapters: readonly Chapter[]): string {
  const cues = chapters.flatMap(({ title, start, end }) =>
    end === null || end <= (start ?? 0) ? [] : [`${timeOf(start ?? 0)} --> ${timeOf(end)}\n${escaped(title)}\n`],
  )
  return ['WEBVTT\n', ...cues].join('\n')
}

const two = (n: number): string => String(n).padStart(2, '0')
/** `01:02:03.004` of ms. */
function timeOf(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':')
  return `${clock}.${String(Math.floor(ms % 1000)).padStart(3, '0')}`
}

const escaped = (text: string): string =>
  text.replace(/\s+/gu, ' ').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
