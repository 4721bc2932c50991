import type { Page } from '@playwright/test'
import { lineOf } from '../../tests/e2e/support/line.ts'

/** What the pictures show being asked. `by` and `voters` are indexes of people. */
const asked: readonly { text: string; by: 0 | 1; voters: readonly (0 | 1 | 2)[]; isShown: boolean }[] = [
  {
    text: 'My first three customers pay less. When do I tell them the new price?',
    by: 0,
    voters: [1, 2],
    isShown: true,
  },
  { text: 'Do you write the price on the page, or say it on the phone?', by: 1, voters: [0, 2], isShown: true },
  { text: 'How do I know that the number is too low, and not the product?', by: 0, voters: [1], isShown: true },
  { text: 'Is it rude to ask what they paid the last one?', by: 1, voters: [], isShown: true },
  { text: 'What did you charge before you dared to charge more?', by: 0, voters: [], isShown: false },
  { text: 'Should I offer three prices or one?', by: 1, voters: [], isShown: false },
]

/** Asks, shows and votes as these people and this moderator, whose pages stand at the airing; the first is being answered. */
export async function fillQuestions(people: readonly [Page, Page, Page], moderator: Page): Promise<void> {
  const lines = await Promise.all(people.map(lineOf))
  const mira = await lineOf(moderator)
  try {
    for (const { text, by, voters, isShown } of asked) {
      await lines[by]?.says('qa.ask', { channel: 'everyone1', text, nickname: '', offer: null })
      const question = await mira.question(text)
      if (isShown) await mira.says('qa.approve', { questions: [question] })
      for (const voter of voters) await lines[voter]?.says('qa.vote', { question })
    }
    await mira.says('qa.startAnswering', {
      question: await mira.question('My first three customers pay less. When do I tell them the new price?'),
    })
  } finally {
    for (const line of [...lines, mira]) line.close()
  }
}
