import { deepStrictEqual, strictEqual } from 'node:assert'
import { EventEmitter } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, test } from 'vitest'
import { configuredSource } from '#server/media/configured.ts'
import type { MediaSource } from '#server/media/source.ts'
import { supervisedSource } from '#server/media/supervised.ts'

const clock = { now: () => 1000 }
const step = (source: MediaSource, wanted: string): Promise<void> =>
  new Promise((resolve) => {
    if (source.current().step === wanted) return resolve()
    const stop = source.onChange(() => {
      if (source.current().step !== wanted) return
      stop()
      resolve()
    })
  })

describe('a media server told of by the supervisor', () => {
  const server = { url: 'ws://127.0.0.1:7880', apiKey: 'key', apiSecret: 'secret' }
  test('is where and how far the last word says; other messages are not about it', () => {
    const parent = Object.assign(new EventEmitter(), { connected: true }) as unknown as NodeJS.Process
    const source = supervisedSource(parent, clock)
    let changes = 0
    source.onChange(() => changes++)
    deepStrictEqual(source.current(), { step: 'looking', at: 1000, server: null })
    parent.emit('message', { type: 'media', step: 'building', at: 2000, server: null }, undefined)
    parent.emit('message', { type: 'shutdown' }, undefined)
    parent.emit('message', { type: 'media', step: 'dreaming', at: 2500, server: null }, undefined)
    deepStrictEqual(source.current(), { step: 'building', at: 2000, server: null })
    parent.emit('message', { type: 'media', step: 'ready', at: 3000, server }, undefined)
    deepStrictEqual(source.current(), { step: 'ready', at: 3000, server })
    strictEqual(changes, 2)
    source.close()
    parent.emit('message', { type: 'media', step: 'lost', at: 4000, server: null }, undefined)
    strictEqual(source.current().step, 'ready')
  })
  test('is not to be had without a supervisor', () => {
    const alone = Object.assign(new EventEmitter(), { connected: false }) as unknown as NodeJS.Process
    strictEqual(supervisedSource(alone, clock).current().step, 'failed')
  })
})

describe('a media server of the configuration', () => {
  test('is asked again and again whether it is there', async () => {
    const answering = createServer((_, reply) => reply.end('OK'))
    await new Promise<void>((resolve) => answering.listen(0, '127.0.0.1', resolve))
    const { port } = answering.address() as AddressInfo
    const url = `ws://127.0.0.1:${port}`
    const source = configuredSource({ url, publicUrl: 'wss://media.example', key: 'key', secret: 'secret' }, clock)
    strictEqual(source.current().step, 'looking')
    await step(source, 'ready')
    deepStrictEqual(source.current().server, {
      url,
      publicUrl: 'wss://media.example',
      apiKey: 'key',
      apiSecret: 'secret',
    })
    answering.closeAllConnections()
    await new Promise((resolve) => answering.close(resolve))
    await step(source, 'lost')
    source.close()
  })
})
