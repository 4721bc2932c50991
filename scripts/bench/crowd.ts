import { Child } from './child.ts'
import { withDatabase } from './database.ts'

/** A node, and people at one stream of it; each in a process of its own. */
export interface Crowd {
  node: Child
  crowd: Child
  stream: string
}

/** Starts one node on a database of its own and connects so many people to one stream. */
export const withCrowd = <T>(count: number, work: (crowd: Crowd) => Promise<T>): Promise<T> =>
  withDatabase(async (url) => {
    const [node, crowd] = [new Child('node.ts', { DATABASE_URL: url }), new Child('listeners.ts')]
    try {
      const { port } = await node.ask<{ port: number }>('port')
      const [stream = ''] = (await node.ask<{ streams: string[] }>('streams', { count: 1 })).streams
      const { tokens } = await node.ask<{ tokens: string[] }>('people', { count })
      await crowd.ask('connect', { port, tokens, count, stream })
      return await work({ node, crowd, stream })
    } finally {
      await Promise.all([node.end(), crowd.end()])
    }
  })
