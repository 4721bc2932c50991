import { createHash } from 'node:crypto'
import os from 'node:os'
import path from 'node:path'

/**
 * A path in the temp folder named after a data folder: sockets live there because a socket's path may hold 107 bytes
 * only. The same data folder always gives the same path, so every process of ours finds it.
 */
export function socketPath(dataFolder: string, what: string): string {
  const hash = createHash('sha256').update(path.resolve(dataFolder)).digest('hex').slice(0, 12)
  return path.join(os.tmpdir(), `foyer-${process.getuid?.() ?? 0}-${hash}-${what}`)
}

/** The folder PostgreSQL keeps its files in, within FOYER_DATA. */
export const postgresFolder = (dataFolder: string): string => path.join(path.resolve(dataFolder), 'postgres')

/** The address of the embedded PostgreSQL of a data folder, whether it runs or not. */
export function embeddedUrl(dataFolder: string, database = 'foyer'): string {
  return `postgres://foyer@localhost/${database}?host=${encodeURIComponent(socketPath(dataFolder, 'pg'))}`
}
