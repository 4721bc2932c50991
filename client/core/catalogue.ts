import { words as code, refusals as codeRefusals } from '#shared/access/words/code.en.ts'
import { words as access, refusals as accessRefusals } from '#shared/access/words/en.ts'
import { words as pages } from '#shared/access/words/pages.en.ts'
import { words as removed } from '#shared/access/words/removed.en.ts'
import { words as audience } from '#shared/airing/words/audience.en.ts'
import { words as backstage } from '#shared/airing/words/backstage.en.ts'
import { words as conductor } from '#shared/airing/words/conductor.en.ts'
import { words as airing, refusals as airingRefusals } from '#shared/airing/words/en.ts'
import { words as encoder, refusals as encoderRefusals } from '#shared/airing/words/encoder.en.ts'
import { words as hands } from '#shared/airing/words/hands.en.ts'
import { words as presentInRoom } from '#shared/airing/words/in-room.en.ts'
import { words as reactions } from '#shared/airing/words/reactions.en.ts'
import { words as stage } from '#shared/airing/words/stage.en.ts'
import { words as chat } from '#shared/chat/words/en.ts'
import { refusals as chatRefusals } from '#shared/chat/words/refusals.en.ts'
import { words as conduct } from '#shared/conduct/words/en.ts'
import { refusals as conductRefusals } from '#shared/conduct/words/refusals.en.ts'
import { words as core, refusals as coreRefusals } from '#shared/core/words/en.ts'
import type { RefusalWords } from '#shared/core/words/refusal-words.ts'
import { words as audit } from '#shared/people/words/audit.en.ts'
import { words as people, refusals as peopleRefusals } from '#shared/people/words/en.ts'
import { words as removal, refusals as removalRefusals } from '#shared/people/words/removal.en.ts'
import { words as pollsDesk } from '#shared/polls/words/desk.en.ts'
import { words as polls } from '#shared/polls/words/en.ts'
import { refusals as pollsRefusals } from '#shared/polls/words/refusals.en.ts'
import { words as programme, refusals as programmeRefusals } from '#shared/programme/words/en.ts'
import { words as board } from '#shared/qa/words/board.en.ts'
import { words as channels } from '#shared/qa/words/channels.en.ts'
import { words as questions } from '#shared/qa/words/questions.en.ts'
import { refusals as qaRefusals } from '#shared/qa/words/refusals.en.ts'
import { words as screens, refusals as screensRefusals } from '#shared/screens/words/en.ts'
import { words as wall } from '#shared/screens/words/wall.en.ts'

/** All English words of the client by feature. A new feature adds its line here and in `enRefusals`. */
export const en = {
  core,
  access,
  pages,
  people,
  programme,
  airing,
  stage,
  audience,
  conductor,
  backstage,
  hands,
  encoder,
  reactions,
  audit,
  conduct,
  chat,
  removal,
  removed,
  screens,
  wall,
  code,
  presentInRoom,
  questions,
  polls,
  pollsDesk,
  board,
  channels,
} as const
export type Messages = typeof en

/** What each refusal says, by code. */
export const enRefusals: RefusalWords = {
  ...coreRefusals,
  ...accessRefusals,
  ...codeRefusals,
  ...peopleRefusals,
  ...removalRefusals,
  ...programmeRefusals,
  ...airingRefusals,
  ...encoderRefusals,
  ...conductRefusals,
  ...chatRefusals,
  ...qaRefusals,
  ...screensRefusals,
  ...pollsRefusals,
}
