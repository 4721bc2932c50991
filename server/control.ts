import fs from 'node:fs'
import net from 'node:net'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { socketPath } from './db/embedded-address.ts'
import { CannotStart } from './local/cannot-start.ts'

const request = z.object({ command: z.string(), args: z.array(z.string()) })
const reply = z.union([z.object({ lines: z.array(z.string()) }), z.object({ problem: z.string() })])

/** What a command answers: lines for the terminal. Throwing CannotStart gives its message as a problem. */
export type ControlHandler = (args: readonly string[]) => Promise<readonly string[]>

export interface Control {
  on(command: string, handler: ControlHandler): void
  close(): Promise<void>
}

/**
 * The way into a running server for scripts on the same machine: a unix socket only this user can open, one JSON line
 * each way. Commands are registered by features (`links`, `owner-link MAIL`, `greeting`).
 */
export async function openControl(data: string): Promise<Control> {
  const file = socketPath(data, 'control')
  const handlers = new Map<string, ControlHandler>()
  const server = net.createServer((socket) => {
    // Whoever asked is gone; there is nobody to tell. (The reader of lines repeats its input's errors.)
    socket.on('error', () => socket.destroy())
    const lines = createInterface({ input: socket }).on('error', () => socket.destroy())
    lines.once('line', async (line) => {
      socket.end(`${JSON.stringify(await answer(line, handlers))}\n`)
    })
  })
  // What a killed server left; a running one on the same folder is refused long before this.
  fs.rmSync(file, { force: true })
  const mask = process.umask(0o177)
  server.listen(file)
  process.umask(mask)
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject))
  return {
    on: (command, handler) => handlers.set(command, handler),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function answer(line: string, handlers: Map<string, ControlHandler>): Promise<z.infer<typeof reply>> {
  try {
    const { command, args } = request.parse(JSON.parse(line))
    const handler = handlers.get(command)
    if (!handler) return { problem: `The server has no command ${command}.` }
    return { lines: [...(await handler(args))] }
  } catch (error) {
    return { problem: error instanceof CannotStart ? error.message : `The server could not do it: ${String(error)}` }
  }
}

/** Asks the server that runs on a data folder. Throws CannotStart when none does or it has a problem. */
export async function askControl(
  data: string,
  command: string,
  args: readonly string[] = [],
): Promise<readonly string[]> {
  const socket = net.connect(socketPath(data, 'control'))
  try {
    const line = await new Promise<string>((resolve, reject) => {
      const isAway = () => reject(new CannotStart(`No Foyer runs on ${data}. Start it with \`npm start\` first.`))
      socket.once('error', isAway)
      const lines = createInterface({ input: socket }).once('error', isAway)
      lines.once('line', resolve).once('close', () => reject(new CannotStart('The server ended before it answered.')))
      socket.write(`${JSON.stringify({ command, args })}\n`)
    })
    const said = reply.parse(JSON.parse(line))
    if ('problem' in said) throw new CannotStart(said.problem)
    return said.lines
  } finally {
    socket.destroy()
  }
}
