import { z } from 'zod'
import { CODE_TRIES, SIGN_IN_MS } from '#shared/access/contract.ts'
import { newId } from '#shared/core/ids.ts'
import { secretHash } from '../core/ids.ts'
import { at } from '../db/pool.ts'
import type { Sql } from '../db/sql.ts'
import { newDigits, newSecret } from '../identity/secrets.ts'

/** So many mails may one address be sent in the life of one. */
const MAILS = 5

const digitsHash = (id: string, code: string): string => secretHash(`${id} ${code}`)

export interface NewSignIn {
  mail: string
  next?: string | undefined
  /** Where it began: only there the six digits work. */
  browser: string | null
  makesOwner?: boolean
  now: number
  /** How long the link is good; 15 min unless said. ms */
  life?: number
}

/**
 * Notes that someone wants to sign in. There is no secret yet: it is made when the mail is written (`armSignIn`), so that
 * none waits in a job. Null when this address was sent enough mails lately.
 */
export async function addSignIn(sql: Sql, wish: NewSignIn): Promise<{ id: string; expiresAt: number } | null> {
  const { now, mail } = wish
  const [{ n = 0 } = {}] = await sql<{ n: number }>`select count(*)::int n from sign_ins
    where mail = ${mail} and browser_hash is not null and created_at > ${at(now - SIGN_IN_MS)}`
  if (wish.browser && n >= MAILS) return null
  const id = newId()
  const expiresAt = now + (wish.life ?? SIGN_IN_MS)
  await sql`insert into sign_ins (id, mail, token_hash, code_hash, browser_hash, makes_owner, next, created_at, expires_at)
    values (${id}, ${mail}, ${`none ${id}`}, 'none', ${wish.browser && secretHash(wish.browser)}, ${wish.makesOwner ?? false},
      ${wish.next ?? null}, ${at(now)}, ${at(expiresAt)})`
  return { id, expiresAt }
}

const Armed = z.object({ mail: z.string() })

/** Makes the link's secret and the six digits of a sign-in; earlier ones of it end. Null when it is over. */
export async function armSignIn(
  sql: Sql,
  id: string,
  now: number,
): Promise<{ mail: string; token: string; code: string } | null> {
  const [token, code] = [newSecret(), newDigits()]
  const armed = await sql.maybe(
    Armed,
  )`update sign_ins set token_hash = ${secretHash(token)}, code_hash = ${digitsHash(id, code)}
    where id = ${id} and used_at is null and expires_at > ${at(now)} returning mail`
  return armed ? { mail: armed.mail, token, code } : null
}

const Used = z.object({ mail: z.string(), makesOwner: z.boolean(), next: z.string().nullable() })
export type UsedSignIn = z.infer<typeof Used>

/** Uses a mailed link: once, in time. */
export const useLink = (sql: Sql, token: string, now: number): Promise<UsedSignIn | undefined> =>
  sql.maybe(Used)`update sign_ins set used_at = ${at(now)}
    where token_hash = ${secretHash(token)} and used_at is null and expires_at > ${at(now)}
    returning mail, makes_owner as "makesOwner", next`

const Tried = Used.extend({ left: z.int(), isRight: z.boolean() })

/**
 * Tries six digits. Each try counts before it is looked at, in one statement, so that many at once get five in all.
 * Undefined: no such sign-in in this browser, or it is over, or its tries are.
 */
export const tryDigits = (
  sql: Sql,
  { id, code, browser, now }: { id: string; code: string; browser: string; now: number },
): Promise<z.infer<typeof Tried> | undefined> =>
  sql.maybe(Tried)`update sign_ins set tries = tries + 1,
      used_at = case when code_hash = ${digitsHash(id, code)} then ${at(now)}::timestamptz end
    where id = ${id} and browser_hash = ${secretHash(browser)} and used_at is null and expires_at > ${at(now)}
      and tries < ${CODE_TRIES}
    returning mail, makes_owner as "makesOwner", next, ${CODE_TRIES} - tries as left, used_at is not null as "isRight"`
