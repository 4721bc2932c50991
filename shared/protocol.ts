import { z } from 'zod'
import { airing } from './airing/contract.ts'
import { chat } from './chat/contract.ts'
import { conduct } from './conduct/contract.ts'
import type { Contract } from './core/contract.ts'
import { ClientMessages } from './core/wire.ts'
import { polls } from './polls/contract.ts'
import { programme } from './programme/contract.ts'
import { qa } from './qa/contract.ts'

/** All contracts of streams. */
export const contracts: readonly Contract[] = [programme, airing, conduct, qa, chat, polls]

/** The streams every event has from its start. */
export const streamsOf = (event: string): string[] =>
  contracts.filter(({ perEvent }) => perEvent).map(({ stream }) => `${stream}:${event}`)

/** The streams every airing has as long as its row. */
export const streamsOfAiring = (airing: string): string[] =>
  contracts.filter(({ perAiring }) => perAiring).map(({ stream }) => `${stream}:${airing}`)

/** The wire as JSON schemas: every message, command, record and signal there is. */
export function wireSchemas(): Record<string, unknown> {
  const schema = (type: z.ZodType) => z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' })
  const out: Record<string, unknown> = {}
  for (const [name, type] of Object.entries(ClientMessages)) out[name] = schema(type)
  for (const { name, commands, records, signals = {} } of contracts) {
    for (const [type, spec] of Object.entries(commands)) out[type] = schema(spec.data)
    for (const [record, type] of Object.entries(records)) out[`${name}/${record}`] = schema(type)
    for (const [type, spec] of Object.entries(signals)) out[`signal ${type}`] = schema(spec.data)
  }
  return out
}

/**
 * What a page and a server must have in common. FNV-1a over the schemas, 8 hex digits: an accident is what it guards
 * against, not an attacker.
 */
export function protocolFingerprint(): string {
  let hash = 0x811c9dc5
  for (const char of JSON.stringify(wireSchemas())) {
    hash ^= char.charCodeAt(0)
    hash = Math.imul(hash, 0x01000193) >>> 0
  }
  return hash.toString(16).padStart(8, '0')
}
