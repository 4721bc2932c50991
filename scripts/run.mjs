// Runs a program and says in one line how it went: the common part of check.mjs and test.mjs, before and after the install.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { pinnedNode, root } from './install.mjs'

/**
 * @param {string} name
 * @param {readonly string[]} args of the pinned Node
 * @param {{ isQuiet?: boolean, env?: Record<string, string> }} [options] quiet: its output is shown only when it fails
 * @returns {Promise<boolean>} whether it ended well
 */
export async function run(name, args, { isQuiet = false, env = {} } = {}) {
  const since = Date.now()
  const child = spawn(pinnedNode(), args, {
    cwd: root,
    env: {
      ...process.env,
      ...env,
      NO_COLOR: '1',
      PATH: `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH}`,
    },
    stdio: isQuiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (said += text))
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code !== 0 && said) console.log(`\n${said.trim()}\n`)
  console.log(`  ${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(32)} ${((Date.now() - since) / 1000).toFixed(1)} s`)
  return code === 0
}

/** The path of a program of an installed package. */
export const bin = (/** @type {string} */ file) => path.join(root, 'node_modules', file)
