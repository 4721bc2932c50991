import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { isAlive, readPid } from './pids.ts'

const RETRY_MS = 40
/** A lock without a pid is being made right now, or its maker died between two lines. */
const UNSIGNED_MS = 3000

/**
 * Runs `work` while holding a folder as a lock, so that one process at a time does it. The lock holds its holder's pid;
 * a dead holder's lock is taken over. `onWait` is called once, with the holder's pid, when somebody else has it.
 */
export async function withFolderLock<T>(
  folder: string,
  work: () => Promise<T>,
  onWait?: (pid: number) => void,
): Promise<T> {
  for (let told = false; !take(folder); await delay(RETRY_MS)) {
    const pid = readPid(path.join(folder, 'pid'))
    if (pid === undefined ? ageOf(folder) > UNSIGNED_MS : !isAlive(pid)) breakOpen(folder)
    else if (pid !== undefined && !told) {
      told = true
      onWait?.(pid)
    }
  }
  try {
    return await work()
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

function take(folder: string): boolean {
  try {
    fs.mkdirSync(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
  fs.writeFileSync(path.join(folder, 'pid'), String(process.pid))
  return true
}

const ageOf = (folder: string): number =>
  Date.now() - (fs.statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())

/** Renames first: of several that find the holder dead, one wins. */
function breakOpen(folder: string): void {
  const gone = `${folder}.${process.pid}`
  try {
    fs.renameSync(folder, gone)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  fs.rmSync(gone, { recursive: true, force: true })
}
