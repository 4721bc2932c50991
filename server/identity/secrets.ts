import { randomBytes, randomInt } from 'node:crypto'
import { JOIN_ALPHABET } from '#shared/access/contract.ts'

/** A secret for a link, a cookie or a capability: 256 bits, 43 letters that need no escaping. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** The six digits of a mailed sign-in. */
export const newDigits = (): string => String(randomInt(1_000_000)).padStart(6, '0')

/** A join code: six letters and digits that are not mistaken for each other. */
export const newJoinCode = (): string =>
  Array.from({ length: 6 }, () => JOIN_ALPHABET[randomInt(JOIN_ALPHABET.length)]).join('')
