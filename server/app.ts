import type { FastifyInstance } from 'fastify'
import { newId, splitStream } from '#shared/core/ids.ts'
import { protocolFingerprint } from '#shared/protocol.ts'
import type { Context, FeatureModule } from './context.ts'
import { createCore, type RunningCore } from './core/core.ts'
import { readFacts } from './core/facts.ts'
import { refusalTable, traceOf } from './http/refusals.ts'
import { createHttp } from './http/server.ts'
import { verifyCapability } from './identity/capabilities.ts'
import type { Bus } from './realtime/bus.ts'
import { Sockets } from './realtime/sockets.ts'

export interface Deps extends Omit<Context, 'core'> {
  bus: Bus
  features: readonly FeatureModule[]
  /** The built client's folder, if not the usual one. */
  pages?: string
}
export interface App {
  http: FastifyInstance
  context: Context
  core: RunningCore
  /** Listens and begins to work; the port it got. */
  listen(options: { port: number; host: string }): Promise<number>
  /** Stops taking, finishes what was taken, tells everyone, closes. */
  close(): Promise<void>
}

/** Builds one node from its parts. Nothing is read from the environment and nothing listens until `listen`. */
export async function createApp(deps: Deps): Promise<App> {
  const { db, clock, log, bus, config } = deps
  const protocol = protocolFingerprint()
  const onError = (error: unknown, what: Record<string, string | undefined>) =>
    log.error({ ...what, ...traceOf(error) })
  const sockets = new Sockets({
    clock,
    bus,
    protocol,
    origins: config.allowedOrigins,
    async know(token) {
      const found = await verifyCapability(db.sql, token, clock.now())
      const [facts] = found ? await readFacts(db.sql, [found.participant]) : []
      return found && facts ? { capability: found.id, device: found.device, facts } : null
    },
    onError,
  })
  const core = createCore({
    db,
    databaseUrl: config.databaseUrl,
    bus,
    clock,
    features: deps.features.flatMap((module) => module.feature ?? []),
    build: protocol,
    outlet: sockets.outlet,
    capabilities: () => sockets.capabilities(),
    endCapabilities: (ids) => sockets.endCapabilities(ids),
    endPeople: (what) => sockets.endPeople(what),
    present: (stream) => sockets.present(stream),
    onSignal: (message) => sockets.onSignal(message),
    onError,
  })
  const context: Context = { config, db, clock, log, core, media: deps.media }
  for (const module of deps.features)
    for (const [kind, handler] of Object.entries(module.jobs?.(context) ?? {})) core.jobRunner.handle(kind, handler)
  const http = await createHttp(
    context,
    deps.features.flatMap((module) => module.handlers?.(context) ?? []),
    {
      refusals: refusalTable(deps.features),
      pages: deps.pages,
      checks: {
        bus: () => ({ ok: bus.state() === 'up', note: bus.state() }),
        log: () => ({
          ok: core.node.closed.size === 0,
          note: core.node.closed.size === 0 ? '' : 'unknown event types',
        }),
      },
    },
  )
  const keepers = new Map(
    deps.features.map((module) => [module.feature?.contract.stream, module.counted?.(context)] as const),
  )
  sockets.serve(http.server, core.node, async (counted) => {
    try {
      await keepers.get(splitStream(counted.stream)[0])?.(counted)
    } catch (error) {
      onError(error, { part: 'counts' })
    }
  })

  return {
    http,
    context,
    core,
    async listen(options) {
      await http.listen(options)
      await core.start(deps.features.flatMap((module) => module.standing ?? []))
      const address = http.server.address()
      return typeof address === 'object' && address ? address.port : options.port
    },
    async close() {
      sockets.stopTaking()
      await core.stop()
      await sockets.close()
      await http.close()
    },
  }
}

/** A name for this process on the bus. */
export const nodeName = (): string => newId()
