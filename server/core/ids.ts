import { createHash } from 'node:crypto'
import { encodeId } from '#shared/core/ids.ts'

const hash = (...parts: readonly (string | number)[]): Buffer =>
  createHash('sha256').update(JSON.stringify(parts)).digest()

/** An id that follows from others: the same parts give the same id, on every node and every retry. */
export const derivedId = (...parts: readonly (string | number)[]): string => encodeId(hash(...parts).subarray(0, 15))

/** 0 ≤ n < 1, derived from an id and a counter. */
export const derivedRandom = (id: string, n: number): number => hash('random', id, n).readUInt32BE(0) / 2 ** 32

/** SHA-256 of a secret, hex: what is kept of tokens and cookies. */
export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('hex')
