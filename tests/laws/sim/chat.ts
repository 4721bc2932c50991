import { chat } from '#server/chat/index.ts'
import type { Line } from '#server/chat/state.ts'
import type { Rows } from '#server/chat/tables.ts'
import type { Subject } from './subject.ts'

/** Only those who look after the chat read who hid a line. */
const KEEPER = 'the name of who hid it'
/** So few lines that most commands meet one. */
const LINES = Array.from({ length: 8 }, (_, i) => `command${i}`)
const NUMBERS = Array.from({ length: 40 }, (_, i) => i)
const TEXTS = ['Hello from home', 'And hello from the room', 'Was that 29 a month?', 'See https://foyer.example', 'Yes']

const older: Line = {
  id: 'older001',
  seq: 1,
  participant: 'person02',
  name: 'Bo',
  side: 'room',
  text: 'Said long ago',
  at: 0,
  replyTo: null,
  question: null,
  hidden: null,
  isTakenBack: false,
}

/** The chat under chaos: every command of it. */
export const chatSubject: Subject = {
  feature: chat.feature!,
  command(pick, people) {
    const line = pick(LINES)
    return pick([
      ...Array.from({ length: 24 }, () => ({
        type: 'chat.say',
        data: { text: `${pick(TEXTS)} ${pick(NUMBERS)}`, replyTo: pick([null, null, line]) },
      })),
      { type: 'chat.switch', data: { isOn: true }, system: true },
      { type: 'chat.switch', data: { isOn: pick([true, true, false]) } },
      { type: 'chat.takeBack', data: { line } },
      { type: 'chat.putBack', data: { line } },
      { type: 'chat.putBack', data: { line } },
      { type: 'chat.hide', data: { line } },
      { type: 'chat.hide', data: { line } },
      { type: 'chat.show', data: { line } },
      { type: 'chat.slow', data: { seconds: pick([0, 0, 10, 300]) } },
      { type: 'chat.pin', data: { text: pick(TEXTS) } },
      { type: 'chat.unpin', data: {} },
      { type: 'chat.makeQuestion', data: { line } },
      { type: 'chat.makeQuestion', data: { line } },
      { type: 'chat.noteQuestion', data: { line, refused: pick([null, 'qa.over']) }, system: true },
      { type: 'chat.removeAuthor', data: { participant: pick(people), isBack: pick([true, false]) }, system: true },
    ])
  },
  pace: 500,
  rows: (pick, type): Rows => ({
    name: type === 'chat.hide' ? KEEPER : pick(['Ola', 'Bo']),
    endedAt: null,
    line: pick([null, null, null, older]),
  }),
  canaries: { [KEEPER]: ['staff'] },
}
