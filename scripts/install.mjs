// Before the install nothing of ours can be imported and Node may be 20: plain JavaScript, no dependencies.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

export const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..')

/** @param {string} file */
const packagesIn = (file) => (fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')).packages : {})

/** True when node_modules holds what the lock file says, by npm's own note of what it installed. */
function isInstalled() {
  const wanted = packagesIn(path.join(root, 'package-lock.json'))
  const there = packagesIn(path.join(root, 'node_modules', '.package-lock.json'))
  return Object.entries(wanted).every(
    ([name, { version, optional }]) =>
      name === '' || (there[name] ? there[name].version === version : optional === true),
  )
}

/** Installs the locked dependencies when they are missing or the lock changed. Prints one line when it does. */
export function installIfNeeded() {
  if (isInstalled()) return
  console.log('  Installing the locked dependencies …')
  const since = Date.now()
  const npm = process.env.npm_execpath
  const [command, ...args] = npm ? [process.execPath, npm] : ['npm']
  const done = spawnSync(command, [...args, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
  })
  if (done.status === 0) return step('Dependencies', 'installed', since)
  console.error(`${done.stderr ?? ''}${done.stdout ?? ''}${done.error?.message ?? ''}`.trim())
  const isFull = /ENOSPC/.test(done.stderr ?? '')
  console.error(
    isFull
      ? `\nThe disk that holds ${root} is full. Free at least 1 GB there and start again.`
      : '\nThe dependencies could not be installed (see above). Check the connection to the package registry and start again.',
  )
  process.exit(1)
}

/**
 * One line a step, with its time in seconds.
 * @param {string} name
 * @param {string} detail
 * @param {number} since ms
 */
export function step(name, detail, since) {
  console.log(`  ${name.padEnd(14)}${detail.padEnd(40)} ${((Date.now() - since) / 1000).toFixed(1)} s`)
}

/** The Node that runs everything else: the pinned one from the lock file, else this one where it is new enough. */
export function pinnedNode() {
  const pinned = path.join(root, 'node_modules', '.bin', 'node')
  if (fs.existsSync(pinned) && spawnSync(pinned, ['--version']).status === 0) return pinned
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  console.error(
    `There is no Node 24 for ${process.platform}-${process.arch} in the lock file and this is ${process.version}. Install Node 24 and start again.`,
  )
  process.exit(1)
}
