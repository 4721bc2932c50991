import { plural } from '../../core/words/plural.ts'

const people = (n: number) => plural('en', n, { one: '1 person', other: `${n} people` })

/** Words of polls as people vote in them, and as the wall shows them. */
export const words = {
  region: 'Polls',
  poll: 'Poll',
  tab: 'Polls',
  forRoom: 'for the room',
  forHome: 'for those at home',
  closed: 'closed',
  chooseOne: 'Choose one',
  chooseUpTo: ({ most }: { most: number }) => `Choose up to ${most}`,
  chooseAny: 'Choose as many as you like',
  scale: ({ low, high }: { low: string; high: string }) => (low && high ? `1 is ${low}, 5 is ${high}` : 'From 1 to 5'),
  nothingChosen: 'Choose an answer first.',
  vote: 'Vote',
  change: 'Change my vote',
  voted: 'Voted',
  canChange: 'You can change it until the poll closes.',
  takeBack: 'Take it back',
  votedSaid: 'Your vote is counted.',
  takenBackSaid: 'Your vote is taken back.',
  sending: 'On its way',
  kept: 'Kept here; it goes out when the line is back.',
  mine: 'your vote',
  answer: ({ percent, n }: { percent: number; n: number }) =>
    `${percent} %, ${plural('en', n, { one: '1 vote', other: `${n} votes` })}`,
  votes: ({ n }: { n: number }) => plural('en', n, { one: '1 vote', other: `${n} votes` }),
  percent: ({ percent }: { percent: number }) => `${percent} %`,
  voters: ({ n, isOpen }: { n: number; isOpen: boolean }) =>
    n > 0 ? `${people(n)} voted` : isOpen ? 'Nobody voted yet' : 'Nobody voted',
  closedBeforeVote: 'It closed before you voted, so nothing of yours is counted.',
  closedBeforeChange: 'It closed before you changed your vote: what you chose before counts.',
  average: ({ average }: { average: string }) => `Average ${average}`,
  hiddenUntilVoted: 'Results show once you have voted.',
  hiddenUntilClosed: 'Results show when the poll closes.',
  secret: 'Nobody sees what you chose.',
  opened: ({ question }: { question: string }) => `A poll is open: ${question}`,
  closedSaid: ({ question }: { question: string }) => `The poll is closed: ${question}`,
  hide: 'Hide',
  earlier: 'Earlier polls',

  wall: {
    open: 'Poll',
    result: 'Result',
    voters: ({ n }: { n: number }) => (n === 0 ? 'No votes yet' : people(n)),
    untilVoted: 'Vote on your phone to see the results',
    untilClosed: 'Results when the poll closes',
    join: 'Vote by phone',
  },
}
