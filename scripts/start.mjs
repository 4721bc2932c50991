// `npm start` and `npm run dev`: installs what is missing, then becomes scripts/start.ts under the pinned Node.
import { spawn, spawnSync } from 'node:child_process'
import path from 'node:path'
import { installIfNeeded, pinnedNode, root } from './install.mjs'

installIfNeeded()
const supervisor = spawn(pinnedNode(), [path.join(root, 'scripts', 'start.ts'), ...process.argv.slice(2)], {
  // The channel is how the supervisor learns that this process is gone, and ends too.
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
})
// Ctrl-C reaches the supervisor by itself; what is sent to this process only is passed on.
process.on('SIGINT', () => undefined)
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => supervisor.kill(signal))
supervisor.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))

// A killed npm cannot pass anything on, and the shell between it and us lives on: look whether it is still there.
if (process.env.npm_lifecycle_event) {
  const npm = npmAbove()
  setInterval(() => isAlive(npm) || supervisor.kill('SIGTERM'), 500).unref()
}

function npmAbove() {
  const ps = spawnSync('ps', ['-o', 'ppid=,comm=', '-p', String(process.ppid)], { encoding: 'utf8' })
  // Without ps (a slim container) only a killed shell is noticed.
  const [above, name] = (ps.stdout ?? '').trim().split(/\s+/)
  return /sh$/.test(name ?? '') ? Number(above) : process.ppid
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}
