import { spawnSync } from 'node:child_process'
import fs from 'node:fs'

export interface Process {
  pid: number
  parent: number
  /** Its command line, the arguments with blanks between. */
  command: string
}

/** All processes below one, at this moment. */
export function processesBelow(root: number): Process[] {
  const all = fs.existsSync('/proc/self/stat') ? fromProc() : fromPs()
  const found: Process[] = []
  for (let level = [root]; level.length > 0; ) {
    const children = all.filter((row) => level.includes(row.parent))
    found.push(...children)
    level = children.map((row) => row.pid)
  }
  return found
}

/** One that ends while it is looked at is left out. */
const fromProc = (): Process[] =>
  fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const parent = Number(/\) \w (\d+)/.exec(fs.readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1])
        const command = fs.readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
        return [{ pid: Number(name), parent, command }]
      } catch (error) {
        if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return []
        throw error
      }
    })

const fromPs = (): Process[] =>
  spawnSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .stdout.trim()
    .split('\n')
    .map((line) => {
      const [pid, parent, ...command] = line.trim().split(/\s+/)
      return { pid: Number(pid), parent: Number(parent), command: command.join(' ') }
    })
