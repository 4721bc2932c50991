import type { Page } from '@playwright/test'
import type { Answer } from '#shared/core/wire.ts'
import { Person } from '../../helpers/person.ts'

/** A live line beside someone's open page: for what a test says by itself, as that person, to the page's airing. */
export interface Line {
  /** Sends a command to the stream of its feature: `airing.…`, `qa.…`; fails on a refusal. */
  says(type: string, data?: unknown): Promise<void>
  /** The question of this text, once those who look after questions have it. */
  question(text: string): Promise<string>
  /** The channel of this name, once it is there. */
  channel(name: string): Promise<string>
  /** The participant who is called this, once they are backstage or on. */
  idOf(name: string): Promise<string>
  /** The participant whose hand is up, once one is. */
  raised(): Promise<string>
  /** Resolves when whoever is called this is as wanted; undefined when nobody is. */
  sees(name: string, test: (one: Seen | undefined) => boolean): Promise<void>
  close(): void
}

/** Of a presenter, as far as these tests look. */
interface Seen {
  participant: string
  name: string
  state: 'backstage' | 'on'
  connected: boolean
  camera: boolean
  microphone: boolean
}

/** Of a question or a channel. */
interface Asked {
  text?: string
  name?: string | null
}

/** Opens a line with a capability of its own for the person whose page this is. The page loads once more for it. */
export async function lineOf(page: Page): Promise<Line> {
  let given = { token: '', url: '', by: '' }
  const isGiven = page.waitForResponse(async (response) => {
    if (!response.url().endsWith('/capability') || !response.ok()) return false
    // One that was on its way to the page before is gone with it.
    given = await response.json().then(
      (body) => ({ ...body, by: response.url() }),
      () => given,
    )
    return given.token !== ''
  })
  await page.reload()
  await isGiven
  const { token, url, by } = given
  const { pathname, origin } = new URL(page.url())
  const streamOf = (feature: string): string => `${feature}:${pathname.split('/')[3]}`
  const stream = streamOf('airing')
  const person = new Person({
    urls: [url || origin],
    node: 0,
    event: new URL(by).pathname.split('/')[3] ?? '',
    participant: '',
    capability: token,
    cookie: '',
    origin,
    line: { patience: 30_000 },
  })
  await person.online()
  await person.joins(stream)
  const presenters = (): Seen[] =>
    Object.entries(person.holds(stream).staff ?? {}).flatMap(([key, record]) =>
      key.startsWith('presenter/') ? [record as Seen] : [],
    )
  const asked = streamOf('qa')
  /** The id of the record whose key begins so and that is as wanted, once there is one. */
  async function found(what: string, prefix: string, test: (record: Asked) => boolean): Promise<string> {
    await person.joins(asked)
    const of = () =>
      Object.entries(person.holds(asked).staff ?? {}).find(
        ([key, record]) => key.startsWith(`${prefix}/`) && test(record as Asked),
      )?.[0]
    await person.until(`to see ${what}`, () => of() !== undefined)
    return of()?.slice(prefix.length + 1) ?? ''
  }
  return {
    async says(type, data = {}) {
      const answer: Answer = await person.sends(streamOf(type.split('.')[0] ?? ''), type, data)
      if (!answer.ok) throw new Error(`${type} was refused: ${answer.refused}`)
    },
    question: (text) => found(`the question “${text}”`, 'question', (record) => record.text === text),
    channel: (name) => found(`the channel ${name}`, 'channel', (record) => record.name === name),
    async idOf(name) {
      await person.until(`to see ${name}`, () => presenters().some((one) => one.name === name))
      return presenters().find((one) => one.name === name)?.participant ?? ''
    },
    async raised() {
      const hands = () => Object.keys(person.holds(stream).staff ?? {}).filter((key) => key.startsWith('raised/'))
      await person.until('to see a hand', () => hands().length > 0)
      return hands()[0]?.slice('raised/'.length) ?? ''
    },
    sees: (name, test) =>
      person.until(`to see ${name} as wanted`, () => test(presenters().find((one) => one.name === name))),
    close: () => person.close(),
  }
}

/** A line does not outlive its server's capability being asked anew; another one does the same. */
export async function again(line: Line, page: Page): Promise<Line> {
  line.close()
  return lineOf(page)
}
