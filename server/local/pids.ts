import { spawnSync } from 'node:child_process'
import fs from 'node:fs'

/** The process id a file begins with; undefined when there is none. */
export function readPid(file: string): number | undefined {
  if (!fs.existsSync(file)) return undefined
  const pid = Number.parseInt(fs.readFileSync(file, 'utf8'), 10)
  return pid > 1 ? pid : undefined
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** True when the process runs and is this program: neither a zombie nor another one that got a recycled pid. */
export function isRunning(pid: number, program: RegExp): boolean {
  const [state, command] = stateOf(pid)
  return state !== undefined && command !== undefined && !state.startsWith('Z') && program.test(command)
}

/** From /proc where there is one (a slim container has no ps). */
function stateOf(pid: number): (string | undefined)[] {
  if (!fs.existsSync('/proc/self/stat')) {
    const row = spawnSync('ps', ['-o', 'stat=,comm=', '-p', String(pid)], { encoding: 'utf8' }).stdout
    return row.trim().split(/\s+/)
  }
  try {
    const [, command, state] = /\((.*)\) (\w)/s.exec(fs.readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
    return [state, command]
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return []
    throw error
  }
}
