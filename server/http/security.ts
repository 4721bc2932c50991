import type { IncomingMessage } from 'node:http'
import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import type { Context } from '../context.ts'

/** What a page may use of the device; everything else is off for it and for whatever it might be tricked to load. */
const PERMISSIONS = [
  ...['camera', 'microphone', 'display-capture', 'fullscreen', 'picture-in-picture', 'screen-wake-lock'].map(
    (name) => `${name}=(self)`,
  ),
  ...['speaker-selection', 'autoplay', 'clipboard-write'].map((name) => `${name}=(self)`),
  ...['geolocation', 'payment', 'usb', 'serial', 'hid', 'midi', 'browsing-topics'].map((name) => `${name}=()`),
].join(', ')

/** Headers of every answer: own scripts, styles and fonts only, no frames, no third party, nothing told to others. */
export async function secureHeaders(app: FastifyInstance, context: Context): Promise<void> {
  const isTls = context.config.url.startsWith('https:')
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        connectSrc: ["'self'", (request: IncomingMessage) => connections(context, request).join(' ')],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    // On plain http (a phone in the venue) browsers ignore or dislike these.
    strictTransportSecurity: isTls ? { maxAge: 180 * 24 * 3600, includeSubDomains: false } : false,
    crossOriginOpenerPolicy: isTls ? { policy: 'same-origin' } : false,
    originAgentCluster: isTls,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
  })
  app.addHook('onSend', async (_request, reply) => {
    reply.header('permissions-policy', PERMISSIONS)
  })
}

/**
 * Where a page may connect beside its own origin: the live line, and the media server by socket and by http (its client
 * asks over http why a socket failed). The socket form of our own address is named too: not every browser counts it as 'self'.
 */
export function connections({ config, media }: Pick<Context, 'config' | 'media'>, request: IncomingMessage): string[] {
  const host = /^[\w.:[\]-]+$/.exec(request.headers.host ?? '')?.[0] ?? new URL(config.url).host
  const own = `http://${host}`
  const addresses = [...bothSchemes(own), ...(config.liveUrl ? bothSchemes(config.liveUrl) : [])]
  if (media.state().step === 'ready') return [...addresses, ...bothSchemes(media.url(own))]
  if (config.livekit) return [...addresses, ...bothSchemes(config.livekit.publicUrl)]
  // The local media server is not there yet and its port not known: this page must reach it when it comes.
  const name = new URL(own).hostname
  return [...addresses, `ws://${name}:*`, `http://${name}:*`]
}

/** An address as a socket and as http. */
function bothSchemes(address: string): string[] {
  const { protocol, host } = new URL(address)
  return protocol === 'https:' || protocol === 'wss:'
    ? [`wss://${host}`, `https://${host}`]
    : [`ws://${host}`, `http://${host}`]
}
