import type { RefusalWords } from '../../core/words/refusal-words.ts'

/** What each refusal says: what happened, what is safe, what to do. */
export const refusals: RefusalWords = {
  'qa.noChannel': 'This list of questions is not there, or not for you.',
  'qa.channelsFull': 'There are 20 channels, which is as many as an airing can have. Change one you no longer need.',
  'qa.nameTaken': 'Another channel has this name. Choose one that tells them apart.',
  'qa.noSuchTag': ({ tag }) =>
    tag
      ? `Nobody at this event has the tag “${tag}”, so nobody would see the channel. Check the tag in the list of people.`
      : 'Nobody at this event has this tag, so nobody would see the channel. Check the tag in the list of people.',
  'qa.nobodyReads':
    'Whoever may ask or vote must be able to read. Let everyone read, or ask and vote only those it is for.',
  'qa.noModerator': 'This person does not look after these questions, so this cannot be theirs.',
  'qa.over': 'This is over, so nothing more can be asked or voted on. Answers in writing may still come.',
  'qa.notAsking': 'No questions are taken here at the moment. What you wrote is still in the field.',
  'qa.notVoting': 'No votes are taken here at the moment.',
  'qa.mayNotAsk': 'Questions here come from other people; you can read along.',
  'qa.mayNotVote': 'Votes here come from other people; you can read along.',
  'qa.empty': 'There are no words in it yet. Write something, then send it.',
  'qa.tooLong': ({ length }) =>
    length
      ? `Questions here have at most ${length} characters. Shorten it a little.`
      : 'It is too long. Shorten it a little.',
  'qa.tooManyLinks': 'There are more than two links in it. Take some out, then send it.',
  'qa.saidAlready': 'You have just asked this in the same words. It has arrived; you can see it among your questions.',
  'qa.tooMany': ({ seconds }) =>
    typeof seconds === 'number'
      ? `You have asked a lot in a short time, so others get a turn first. Ask again in ${Math.ceil(seconds / 60)} min.`
      : 'You have asked a lot in a short time, so others get a turn first. Ask again a little later.',
  'qa.needsNickname': 'Questions here stand under a nickname. Choose one, then send it.',
  'qa.noQuestion': 'This question is not there any more, or not for you.',
  'qa.notYours': 'Someone else asked this, so only they can change it.',
  'qa.notPending': 'A moderator has looked at it already, so it stays as it is. You can take it back and ask anew.',
  'qa.ownQuestion': 'This is your own question, or yours was joined to it: your voice counts already.',
  'qa.notVisible': 'This question is not waiting for an answer any more.',
  'qa.hasName': 'This question stands under a name. You can block the person instead.',
  'qa.notPossible': 'Someone was faster: the question is somewhere else by now, so this was not done.',
  'qa.claimedByOther': ({ name }) =>
    name
      ? `${name} is working on this question at the moment.`
      : 'Someone else is working on this question at the moment.',
  'qa.channelFull':
    'There are 300 visible questions in this channel, as many as people can look at. Put some away first.',
  'qa.intoItself': 'A question cannot be joined to itself. Choose another one.',
  'qa.intoMerged': 'That question was joined to another one itself. Choose the one it was joined to.',
  'qa.notMerged': 'This question is not joined to another one any more.',
  'qa.changedSince': 'The question was changed since. Take back the newer change first, or leave it.',
  'qa.labelsFull': 'A question can have 8 labels. Take one off first.',
  'qa.notesFull': 'There are 20 notes on this question, which is as many as we can keep.',
  'qa.notOffered': 'Whoever asked this did not offer to ask in person. Read it out instead.',
  'qa.notAnswered': 'This question was not answered on stage, so it has no chapter.',
  'qa.badTimes': 'The chapter would end before it begins. Check the two times.',
}
