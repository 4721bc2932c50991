import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { isFreeTcp, isFreeUdp } from '../local/ports.ts'
import { isLoopback, reachableAddresses } from '../reach.ts'

/** What a local LiveKit keeps over restarts, in `<data>/livekit.json`: open pages know its address and tokens its key. */
const kept = z.object({ key: z.string(), secret: z.string(), http: z.number(), tcp: z.number(), udp: z.number() })
export type LocalKeys = z.infer<typeof kept>

const FIRST = { http: 7880, tcp: 7881, udp: 7882 }
/** How long an earlier LiveKit may take to give its ports back. */
const RELEASE_MS = 2000

/** Reads the kept keys and ports, or makes them; a port that somebody else took meanwhile is replaced. */
export async function localKeys(data: string): Promise<LocalKeys> {
  const file = path.join(data, 'livekit.json')
  const before = readKept(file)
  const keys: LocalKeys = {
    key: before?.key ?? `foyer${randomBytes(6).toString('hex')}`,
    secret: before?.secret ?? randomBytes(32).toString('base64url'),
    http: await freePort(before?.http ?? FIRST.http, isFreeTcp, before !== undefined),
    tcp: await freePort(before?.tcp ?? FIRST.tcp, isFreeTcp, before !== undefined),
    udp: await freePort(before?.udp ?? FIRST.udp, isFreeUdp, before !== undefined),
  }
  fs.writeFileSync(`${file}.new`, JSON.stringify(keys), { mode: 0o600 })
  fs.renameSync(`${file}.new`, file)
  return keys
}

/** A file that somebody broke counts as none: keys can be made again. */
function readKept(file: string): LocalKeys | undefined {
  if (!fs.existsSync(file)) return undefined
  try {
    return kept.parse(JSON.parse(fs.readFileSync(file, 'utf8')))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined
    throw error
  }
}

/**
 * How soon LiveKit asks a camera again for a whole picture, which everyone who comes to see it waits for. By itself it
 * lets them wait a second (docs/decisions/018).
 */
const WHOLE_PICTURE_AFTER = '250ms'

/**
 * LiveKit's own configuration. On loopback `enable_loopback_candidate` with the interface `lo` is what carries media:
 * without it the server looks healthy and no picture comes. The TCP fallback listens everywhere whatever it is bound to,
 * so it is only there when others may come anyway.
 */
export function livekitConfig(keys: LocalKeys, host: string, webhookPort: number): object {
  const addresses = reachableAddresses(host)
  const near = isLoopback(host)
  const hookHost = near || host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return {
    port: keys.http,
    bind_addresses: near ? ['127.0.0.1'] : host === '0.0.0.0' || host === '::' ? [host] : ['127.0.0.1', host],
    rtc: {
      tcp_port: near ? 0 : keys.tcp,
      udp_port: keys.udp,
      node_ip: near ? '127.0.0.1' : (addresses[0] ?? '127.0.0.1'),
      use_external_ip: false,
      enable_loopback_candidate: true,
      pli_throttle: {
        low_quality: WHOLE_PICTURE_AFTER,
        mid_quality: WHOLE_PICTURE_AFTER,
        high_quality: WHOLE_PICTURE_AFTER,
      },
      ...(near ? { interfaces: { includes: ['lo', 'lo0'] } } : {}),
    },
    keys: { [keys.key]: keys.secret },
    webhook: { api_key: keys.key, urls: [`http://${hookHost}:${webhookPort}/api/livekit`] },
    // An encoder that was silenced can be heard again. People never are: their right to be heard is taken and given.
    room: { enable_remote_unmute: true },
    logging: { level: 'info' },
  }
}

type Probe = (port: number) => Promise<boolean>

/** The wanted port if it is free (waiting a little for one that was ours), else any. */
async function freePort(wanted: number, isFree: Probe, wasOurs: boolean): Promise<number> {
  for (let waited = 0; ; waited += 50) {
    if (await isFree(wanted)) return wanted
    if (!wasOurs || waited >= RELEASE_MS) return anyPort(isFree)
    await delay(50)
  }
}

async function anyPort(isFree: Probe): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    if (await isFree(port)) return port
  }
  throw new Error('no free port was found for LiveKit')
}
