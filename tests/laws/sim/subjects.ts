import { programme } from '#server/programme/index.ts'
import { airingSubject } from './airing.ts'
import { boardSubject } from './board.ts'
import { chatSubject } from './chat.ts'
import { conductSubject } from './conduct.ts'
import { pollsSubject } from './polls.ts'
import { qaSubject } from './qa.ts'
import type { Subject } from './subject.ts'

const programmeSubject: Subject = {
  feature: programme.feature!,
  command: (pick, people) => ({
    type: 'event.noteRow',
    data: { table: pick(['sessions', 'airings']), id: pick(people), revision: 1 },
    system: true,
  }),
  rows: () => undefined,
}

/** Every feature with a stream, and the board, which is harder on the core than they are. */
export const subjects: readonly Subject[] = [
  boardSubject,
  airingSubject,
  conductSubject,
  qaSubject,
  chatSubject,
  pollsSubject,
  programmeSubject,
]
