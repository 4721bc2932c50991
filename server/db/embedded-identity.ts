import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { CannotStart } from '../local/cannot-start.ts'

/** Only what PostgreSQL needs: nothing of the caller's locale or settings gets in. */
export const postgresEnv: NodeJS.ProcessEnv = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }

/** Who PostgreSQL runs as. `prefix` goes before its command line, `spawn` into the options; files belong to uid and gid. */
export interface Identity {
  prefix: readonly string[]
  spawn: { uid?: number; gid?: number }
  uid: number
  gid: number
}

const NOBODY = 65534
const NAMESPACE = ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--']

/**
 * PostgreSQL refuses to run as root. Then it runs as the owner of its data, else as nobody; where that user cannot reach
 * the files (a project under a closed home folder), as root seen as nobody in a user namespace of its own.
 */
export function identityFor(folder: string, postgres: string): Identity {
  const me = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
  if (me.uid !== 0) return { prefix: [], spawn: {}, ...me }
  const { uid, gid } = fs.statSync(folder)
  const who = uid === 0 ? { uid: NOBODY, gid: NOBODY } : { uid, gid }
  const isFresh = !fs.existsSync(path.join(folder, 'PG_VERSION'))
  const can = (command: string, args: string[]) => spawnSync(command, args, { ...who, env: postgresEnv }).status === 0
  if ((uid !== 0 || isFresh) && can('test', ['-x', path.dirname(folder)]) && can(postgres, ['--version']))
    return { prefix: [], spawn: who, ...who }
  const [command = '', ...args] = NAMESPACE
  if (spawnSync(command, [...args, postgres, '--version'], { env: postgresEnv }).status === 0)
    return { prefix: NAMESPACE, spawn: {}, ...me }
  throw new CannotStart(
    `PostgreSQL does not run as root, and user ${who.uid} cannot reach ${folder} or ${postgres}. ` +
      'Move the project out of a closed home folder, run as another user, or set DATABASE_URL.',
  )
}
