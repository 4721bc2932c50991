import { setTimeout as delay } from 'node:timers/promises'
import { watchFrames } from '../../tests/e2e/support/frames.ts'
import { firstShownIn } from './first-shown.ts'
import { type Bench, type Figure, quantile } from './report.ts'
import { withShow } from './show.ts'

const ROUNDS = 8
/** Before and after each coming on and going off, ms. */
const CALM = 3000

const run = (): Promise<readonly Figure[]> =>
  withShow(async ({ enter, producer, viewer: guest, watch }) => {
    const other = await enter('Quiet Fern')
    await watch(other)
    await other.getByRole('button', { name: 'Turn on' }).first().click()
    await watch(guest)
    const mentor = await producer.idOf('Amara Okafor')
    const picture = `figure[data-participant="${mentor}"] video`
    await other.locator(picture).waitFor()
    const since = await watchFrames(other, picture)

    const [took, during, before]: [number[], number[], number[]] = [[], [], []]
    for (let round = 0; round < ROUNDS; round++) {
      await guest.getByRole('button', { name: /^Raise hand/ }).click()
      await guest.getByLabel('What it is about').press('Enter')
      const hand = await producer.raised()
      await producer.says('airing.invite', { participant: hand })
      await guest.getByText('Mirrored for you only').waitFor()
      // As long a wait without a promotion as the promotion is watched.
      await delay(CALM)
      await since()
      await delay(CALM)
      before.push(await since())
      const first = other.evaluate(firstShownIn, `figure[data-participant="${hand}"] video`)
      const accepted = Date.now()
      await guest.getByRole('button', { name: 'Go on stage' }).click()
      const at = await first
      await delay(Math.max(0, CALM - (at - accepted)))
      during.push(await since())
      took.push(at - accepted)
      await producer.says('airing.takeOff', { participant: hand })
      await guest.getByRole('button', { name: 'Got it' }).click()
      await delay(CALM)
    }
    const figure = (name: string, values: readonly number[], share: number, reference: string): Figure => ({
      figure: name,
      value: quantile(values, share),
      unit: 'ms',
      must: null,
      reference,
    })
    const calm = (share: number) => `without a promotion ${Math.round(quantile(before, share))} ms`
    return [
      figure('yes to first picture at another, median', took, 0.5, `${ROUNDS} promotions`),
      figure('yes to first picture at another, p95', took, 0.95, `${ROUNDS} promotions`),
      figure('longest gap of the others’ picture, median', during, 0.5, calm(0.5)),
      figure('longest gap of the others’ picture, worst', during, 1, calm(1)),
    ]
  })

export const promotion: Bench = {
  name: 'promotion',
  meaning:
    'Someone who is asked onto the stage is seen about as fast as a presenter, and the others keep moving pictures meanwhile.',
  method: `Someone of the audience is asked onto the stage and says yes: from their press over the second connection until another attendee's page draws the first picture of them; and the longest wait between two pictures of the mentor in that page, during ${CALM / 1000} s around it, against the same page in ${CALM / 1000} s just before. All browsers share this machine's cores with the media server.`,
  run,
}
