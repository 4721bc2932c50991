import fs from 'node:fs'
import path from 'node:path'

/** With less than this left whoever runs a show is told: an evening's recording would not fit. bytes */
export const LOW_DISK = 4e9

/** What is left for us on the disk a folder lies on, or will when it is made: with a database elsewhere it may not be yet. */
export async function diskOf(folder: string, low = LOW_DISK): Promise<{ free: number; isLow: boolean }> {
  let there = folder
  while (!fs.existsSync(there)) there = path.dirname(there)
  const { bavail, bsize } = await fs.promises.statfs(there)
  const free = bavail * bsize
  return { free, isLow: free < low }
}
