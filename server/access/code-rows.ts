import { z } from 'zod'
import { at } from '../db/pool.ts'
import type { Sql } from '../db/sql.ts'

const Code = z.object({
  version: z.int(),
  /** Empty: Foyer's own. */
  text: z.string(),
  appealMail: z.string(),
  appealWords: z.string(),
  /** Whoever came in under an earlier version is asked again. */
  asked: z.int(),
})
export type Code = z.infer<typeof Code>

const FOYERS_OWN: Code = { version: 1, text: '', appealMail: '', appealWords: '', asked: 1 }

/** The code of conduct of an event as it stands. */
export async function codeOf(sql: Sql, event: string): Promise<Code> {
  const own = await sql.maybe(Code)`select version, text, appeal_mail as "appealMail", appeal_words as "appealWords",
      coalesce((select max(version) from codes_of_conduct where event = ${event} and asks_again), 1) as asked
    from codes_of_conduct where event = ${event} order by version desc limit 1`
  return own ?? FOYERS_OWN
}

/** Adds the next version. */
export const addCode = (
  sql: Sql,
  event: string,
  { version, text, appealMail, appealWords, asksAgain, now }: Omit<Code, 'asked'> & { asksAgain: boolean; now: number },
) =>
  sql`insert into codes_of_conduct (event, version, text, appeal_mail, appeal_words, asks_again, at)
    values (${event}, ${version}, ${text}, ${appealMail}, ${appealWords}, ${asksAgain}, ${at(now)})`

/** How to appeal, as pages are told. */
export const appealOf = ({ appealMail, appealWords }: Code) => ({ mail: appealMail, words: appealWords })

/** What a newcomer says yes to. */
export const conductOf = ({ version, text }: Code) => ({ version, text })
