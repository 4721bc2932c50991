import type { RefusalWords } from '../../core/words/refusal-words.ts'

/** What each refusal says: what happened, what is safe, what to do. */
export const refusals: RefusalWords = {
  'polls.noPoll': 'This poll is not there any more.',
  'polls.full': 'There are 50 polls here already, which is as many as fit. Delete one that is no longer needed first.',
  'polls.tooManyOpen': 'Five polls are open already, more than people can follow. Close one of them first.',
  'polls.tooFewOptions': 'A poll needs at least two answers to choose from.',
  'polls.sameOptions': 'Two of the answers are the same. Change one of them.',
  'polls.noSuchTag': 'Nobody at this event has that tag, so nobody would see the poll. Look at how it is written.',
  'polls.begun': 'This poll has been opened, so what it asks stays as it is. Use it again as a new one to change it.',
  'polls.changedSince': 'Someone else has just changed this poll. Close this and look at it as it is now.',
  'polls.notOpened': 'This poll is not open.',
  'polls.isPutAway': 'This poll was put away. Bring it back first.',
  'polls.notPutAway': 'This poll has been opened. Put it away first; then it can be deleted.',
  'polls.over': 'This is over, so no poll can be opened any more. What was voted stays.',
  'polls.isClosed':
    'The poll was closed before your vote arrived, so it was not counted. A vote you gave before stands.',
  'polls.noSuchOption': 'This poll has no such answer. Choose again.',
  'polls.tooMany': ({ most = 1 }) =>
    most === 1 ? 'You can choose one answer here.' : `You can choose up to ${most} answers here.`,
}
