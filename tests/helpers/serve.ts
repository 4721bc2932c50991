import { type ChildProcess, fork } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import type { Role } from '#shared/core/people.ts'
import { keptPort } from './ports.ts'

const entry = path.resolve(import.meta.dirname, 'serve-node.ts')

/** What a node is started with. */
export interface Settings {
  databaseUrl: string
  /** null: nobody else to tell. */
  redisUrl: string | null
  port: number
  /** How far the node's clock is ahead of the machine's, ms. */
  offset: number
  /** Chores of the board never end on this node. */
  holdsChores: boolean
}
export type ToNode =
  | { type: 'clock'; offset: number }
  | { type: 'roles'; nr: number; participant: string; roles: readonly Role[] }
  | { type: 'remove'; nr: number; participant: string }
export type FromNode =
  | { type: 'listening'; port: number }
  | { type: 'changed'; nr: number; error?: string }
  | { type: 'chore'; item: string }

/** The node was ended by the test while it was asked something: done or not. */
export class NodeEnded extends Error {}

/** A node in a process of its own, on a port it keeps over every restart. */
export class ServedNode {
  readonly #settings: Settings
  #process: ChildProcess | null = null
  #isMeantToEnd = true
  #faults: string[] = []
  #heard: FromNode[] = []
  readonly #news = new EventEmitter()
  #nr = 0

  constructor(settings: Settings) {
    this.#settings = settings
    this.#news.setMaxListeners(0)
  }

  get url(): string {
    return `http://127.0.0.1:${this.#settings.port}`
  }

  /** Starts it and waits until it listens. */
  async start(change: Partial<Settings> = {}): Promise<void> {
    Object.assign(this.#settings, change)
    const child = fork(entry, [JSON.stringify(this.#settings)], { stdio: ['ignore', 'inherit', 'pipe', 'ipc'] })
    let said = ''
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (process.env.FOYER_LOG) process.stderr.write(text)
    })
    this.#process = child
    this.#isMeantToEnd = false
    this.#heard = []
    child.on('message', (message: FromNode) => {
      this.#heard.push(message)
      this.#news.emit('news')
    })
    child.once('exit', (code, signal) => {
      if (!this.#isMeantToEnd) this.#faults.push(`A node ended by itself (${code ?? signal}):\n${said}`)
      this.#news.emit('news')
    })
    await this.hears((message) => message.type === 'listening')
  }

  /** The first message of its present run that fits; fails when it ends before. */
  async hears(test: (message: FromNode) => boolean): Promise<FromNode> {
    const child = this.#process!
    for (;;) {
      const found = this.#heard.find(test)
      if (found) return found
      if (child.exitCode !== null || child.signalCode !== null)
        throw this.#faults.length > 0 ? new Error(this.#faults.at(-1)) : new NodeEnded('The node has ended')
      await once(this.#news, 'news')
    }
  }

  /** Ends it as a crash or a lost machine would: nothing is finished, nothing is said. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }
  /** Ends it as a deployment does. */
  async stop(): Promise<void> {
    const code = await this.#end('SIGTERM')
    if (code !== 0) throw new Error(`The node ended with ${code}`)
  }
  /** Lets it go on after it was frozen (SIGSTOP). */
  thaw(): void {
    this.#process!.kill('SIGCONT')
  }

  /** Sets how far its clock is ahead of the machine's. ms */
  setClock(offset: number): void {
    this.#settings.offset = offset
    this.#tell({ type: 'clock', offset })
  }
  /** Changes someone's roles through this node. */
  giveRoles(participant: string, roles: readonly Role[]): Promise<void> {
    return this.#asks({ type: 'roles', nr: ++this.#nr, participant, roles })
  }
  /** Removes someone from their event through this node. */
  remove(participant: string): Promise<void> {
    return this.#asks({ type: 'remove', nr: ++this.#nr, participant })
  }

  /** Ends it, and fails if it had ended by itself before. */
  async close(): Promise<void> {
    if (this.#process?.exitCode === null && this.#process.signalCode === null) await this.kill()
    if (this.#faults.length > 0) throw new Error(this.#faults.join('\n'))
  }

  /** One that has just ended hears nothing; it starts with these settings. */
  #tell(message: ToNode): void {
    if (this.#process?.connected) this.#process.send(message, () => undefined)
  }

  async #asks(message: Extract<ToNode, { nr: number }>): Promise<void> {
    this.#tell(message)
    const answer = await this.hears((one) => one.type === 'changed' && one.nr === message.nr)
    if (answer.type === 'changed' && answer.error) throw new Error(answer.error)
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#process!
    this.#isMeantToEnd = true
    const ended = once(child, 'exit')
    child.kill(signal)
    const [code] = (await ended) as [number | null]
    return code
  }
}

/** Starts a node on this database, on a free port of loopback. It ends with the test. */
export async function serve(options: Pick<Settings, 'databaseUrl'> & Partial<Settings>): Promise<ServedNode> {
  const port = options.port ?? (await keptPort())
  const node = new ServedNode({ redisUrl: null, offset: 0, holdsChores: false, ...options, port })
  onTestFinished(() => node.close())
  await node.start()
  return node
}
