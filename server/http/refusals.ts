import { coreRefusals, type Refusal, type RefusalSpec } from '#shared/core/refusals.ts'
import { isConnectionLoss } from '../db/pool.ts'

/** All refusals of a deployment by code. */
export type RefusalTable = Readonly<Record<string, RefusalSpec>>

/** The core's refusals and those of every feature, in one table: it feeds acks, REST, docs and the interface. */
export function refusalTable(
  modules: readonly { feature?: { contract: { refusals: RefusalTable } }; refusals?: RefusalTable }[],
): RefusalTable {
  const tables = modules.flatMap((module) => [module.feature?.contract.refusals ?? {}, module.refusals ?? {}])
  return Object.assign({}, coreRefusals, ...tables)
}

/** What a thrown error means to the caller. Nothing of the error itself is ever answered. */
export function refusalOf(error: unknown): Refusal {
  const { statusCode, code } = error as { statusCode?: number; code?: string }
  if (statusCode === 413 || code === 'FST_ERR_CTP_BODY_TOO_LARGE') return { refused: 'core.tooLarge' }
  if (statusCode === 415) return { refused: 'core.wrongType' }
  if (statusCode === 429) return { refused: 'core.tooMany' }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return { refused: 'core.invalid' }
  if (isConnectionLoss(error)) return { refused: 'core.unavailable' }
  return { refused: 'core.bug' }
}

/** What may be written of an error: its kind and where it came from, never its message, which can hold people's words. */
export function traceOf(error: unknown): { kind: string; code?: string; at?: string[] } {
  if (!(error instanceof Error)) return { kind: typeof error }
  const { code } = error as { code?: string }
  const at = error.stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 6)
    .map((line) => line.trim())
  return { kind: error.name, code, at }
}
