import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { beforeAll, describe, expect, test } from 'vitest'

/** What the first page may cost before it is on the screen. Bytes, gzip. */
const MOST = 90_000
type Chunk = Rolldown.OutputChunk

let chunks: readonly Chunk[]
beforeAll(async () => {
  const built = await build({ logLevel: 'error', build: { write: false } })
  const outputs = [built].flat().flatMap((one) => ('output' in one ? one.output : []))
  chunks = outputs.filter((one) => one.type === 'chunk')
})

/** A chunk with everything it imports before it runs. */
function whole(start: readonly Chunk[]): Set<Chunk> {
  const found = new Set<Chunk>()
  const add = (chunk: Chunk) => {
    if (found.has(chunk)) return
    found.add(chunk)
    for (const name of chunk.imports) for (const next of chunks) if (next.fileName === name) add(next)
  }
  for (const chunk of start) add(chunk)
  return found
}
const holding = (part: string) => chunks.filter((chunk) => chunk.moduleIds.some((id) => id.includes(part)))
const first = () => whole(chunks.filter((chunk) => chunk.isEntry || chunk.facadeModuleId?.endsWith('/Welcome.svelte')))

describe('what the browser is given to load', () => {
  test(`the shell with the first page is at most ${MOST / 1000} kB`, () => {
    const bytes = [...first()].reduce((sum, chunk) => sum + gzipSync(chunk.code).length, 0)
    expect(bytes).toBeGreaterThan(10_000)
    expect(bytes).toBeLessThanOrEqual(MOST)
  })

  test.each(['/livekit-client/', '/socket.io-client/', '/bits-ui/'])('%s is not in it', (part) => {
    expect(holding(part).filter((chunk) => first().has(chunk))).toEqual([])
  })

  test('contracts stay on the server: no page carries all of zod', () => {
    expect(holding('/zod/v4/classic/').map((chunk) => chunk.fileName)).toEqual([])
  })
})
