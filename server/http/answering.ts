import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { browserKey, writeDevice } from './cookies.ts'
import type { Answering } from './handler.ts'

/** What a handler may do to one answer beside returning a body. */
export class Answer implements Answering {
  isNotModified = false
  isTagged = false
  #context: Pick<Context, 'config'>
  #request: FastifyRequest
  #reply: FastifyReply

  constructor(context: Pick<Context, 'config'>, request: FastifyRequest, reply: FastifyReply) {
    this.#context = context
    this.#request = request
    this.#reply = reply
  }
  setDevice(secret: string | null): void {
    writeDevice(this.#request, this.#reply, secret)
  }
  browserKey(): string {
    return browserKey(this.#request, this.#reply)
  }
  isFresh(etag: string): boolean {
    const quoted = `"${etag}"`
    this.isTagged = true
    this.#reply.header('etag', quoted)
    const held = this.#request.headers['if-none-match'] ?? ''
    this.isNotModified = held.split(',').some((tag) => tag.trim().replace(/^W\//, '') === quoted)
    return this.isNotModified
  }
  header(name: string, value: string): void {
    this.#reply.header(name, value)
  }
  status(code: number): void {
    this.#reply.code(code)
  }
  get headers(): Record<string, string | undefined> {
    return this.#request.headers as Record<string, string | undefined>
  }
  get origin(): string {
    const { allowedOrigins, url } = this.#context.config
    const own = `${this.#request.protocol}://${this.#request.host}`
    return [this.#request.headers.origin, own].find((origin) => origin && allowedOrigins.includes(origin)) ?? url
  }
}
