import type { RefusalWords } from '../../core/words/refusal-words.ts'

/** What each refusal says: what happened, what is safe, what to do. */
export const refusals: RefusalWords = {
  'chat.off': 'The chat was switched off, so this was not sent. Questions go on as before.',
  'chat.over': 'This is over, and the chat with it. What was said can still be read.',
  'chat.empty': 'There is nothing in it yet. Write a line, then send it.',
  'chat.tooLong': 'A line has at most 280 characters. Make it shorter, or say it in two.',
  'chat.tooManyLinks': 'A line holds at most two links. Take one out and send it again.',
  'chat.saidAlready': 'You said just that a moment ago, and it is there.',
  'chat.wait': ({ seconds }) =>
    seconds === 1
      ? 'Not so fast for a moment: you can send this in one second.'
      : `Not so fast for a moment: you can send this in ${seconds ?? 'a few'} seconds.`,
  'chat.noLine': 'This line is no longer there.',
  'chat.notYours': 'Someone else said this, so it is theirs to take back.',
  'chat.hiddenAlready': 'Someone else was first: this line is hidden already.',
  'chat.notHidden': 'This line is shown already.',
  'chat.isQuestion': 'This line became a question already.',
}
