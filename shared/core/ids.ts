import { z } from 'zod'

export { encodeId, newId } from './new-id.ts'

/** An id on the wire: made by `newId`, or derived from another by hashing. What every object has by that name is none. */
export const Id = z.string().regex(/^(?!constructor$)[a-z0-9]{8,40}$/, 'an id of 8 to 40 lower-case letters and digits')

/** The name of a stream: `airing:<id>`. The part before the colon is the feature's stream kind. */
export const StreamName = z.string().regex(/^[a-z]{2,20}:[a-z0-9]{8,40}$/, 'a stream name')

/** `airing:abc` → `['airing', 'abc']`. */
export function splitStream(name: string): [kind: string, id: string] {
  const at = name.indexOf(':')
  return [name.slice(0, at), name.slice(at + 1)]
}
