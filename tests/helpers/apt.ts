import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { withFolderLock } from '#server/local/folder-lock.ts'

/** Programs of these names on PATH, in the order of the names. */
export const onPath = (...names: string[]): string[] =>
  names.flatMap((name) =>
    (process.env.PATH ?? '')
      .split(path.delimiter)
      .map((folder) => path.join(folder, name))
      .filter((file) => fs.existsSync(file)),
  )

export const isRootOnDebian = (): boolean =>
  process.getuid?.() === 0 && fs.existsSync('/etc/debian_version') && !/^ID=ubuntu$/m.test(osRelease())

const osRelease = (): string => (fs.existsSync('/etc/os-release') ? fs.readFileSync('/etc/os-release', 'utf8') : '')

/** Installs a Debian package; one at a time, as apt itself allows. Returns false, having said why, when it cannot. */
export function aptInstall(name: string): Promise<boolean> {
  return withFolderLock(path.join(os.tmpdir(), 'foyer-apt.lock'), async () => {
    for (const args of [
      ['update', '-qq'],
      ['install', '-y', '-qq', '--no-install-recommends', name],
    ]) {
      const done = spawnSync('apt-get', args, {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      })
      if (done.status === 0) continue
      console.error(`apt-get ${args.join(' ')} ended with ${done.status}`)
      return false
    }
    return true
  })
}
