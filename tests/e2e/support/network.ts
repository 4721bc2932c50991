import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** The one address of the network besides its loopback. */
export const ADDRESS = '10.77.0.1'

/** Loopback, and two ends of one wire: the address is on the first. `cat` ends with our end of its input. */
const SET_UP = `set -e
ip link set lo up
ip link add foyer0 type veth peer name foyer1
ip address add ${ADDRESS}/24 dev foyer0
ip link set foyer0 up
ip link set foyer1 up
echo ready
exec cat`

export interface Network {
  /** Put before a command line, runs it in this network. */
  inside: readonly string[]
  /** The path of a program that runs another one in this network. */
  wrap(program: string): string
  close(): void
}

/**
 * A network of its own: no interface of this machine is in it. Needs root and iproute2; throws saying so. It ends with
 * this process.
 */
export async function openNetwork(): Promise<Network> {
  const holder = spawn('unshare', ['--net', 'sh', '-c', SET_UP], { stdio: ['pipe', 'pipe', 'pipe'] })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string) =>
      reject(new Error(`This test makes a network of its own: it needs root, unshare and ip (iproute2). ${why}`))
    for (const stream of [holder.stdout, holder.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text
        if (/^ready$/m.test(said)) resolve()
      })
    holder.once('error', (error) => fail(error.message))
    holder.once('close', () => fail(said.trim()))
  })
  const inside = ['nsenter', `--net=/proc/${holder.pid}/ns/net`, '--']
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-network-'))
  return {
    inside,
    wrap(program) {
      const file = path.join(folder, path.basename(program))
      fs.writeFileSync(file, `#!/bin/sh\nexec ${inside.join(' ')} '${program}' "$@"\n`, { mode: 0o755 })
      return file
    },
    close() {
      holder.stdin.end()
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}
