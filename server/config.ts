import path from 'node:path'
import { closest, distance } from 'fastest-levenshtein'
import { embeddedUrl } from './db/embedded-address.ts'
import { CannotStart } from './local/cannot-start.ts'
import { hostInUrl, reachableAddresses } from './reach.ts'
import { docOf, type SettingName, settingNames, settings } from './settings.ts'

/** What the compose file puts where a secret belongs. */
const EXAMPLE = 'change-me'

/** The configuration of a node, read once at its start. */
export interface Config {
  port: number
  host: string
  /** FOYER_DATA as an absolute path. */
  data: string
  /** The origin people open, without a slash at its end. */
  url: string
  /** The origin of the live line; null: the page's own. */
  liveUrl: string | null
  databaseUrl: string
  /** The database is the embedded one (`databaseUrl` is its address). */
  isEmbedded: boolean
  redisUrl: string | null
  /** null: the supervisor runs a local one and tells where it is. `publicUrl`: as browsers reach it. */
  livekit: { url: string; publicUrl: string; key: string; secret: string } | null
  smtpUrl: string | null
  mailFrom: string
  isProduction: boolean
  /** Who is believed about scheme and client address: nobody, everybody, so many proxies, or these addresses. */
  trustProxy: boolean | number | string[]
  demo: 'auto' | 'on' | 'off'
  /** Origins whose pages may call: `url`, and this machine's own addresses when others can reach it. */
  allowedOrigins: readonly string[]
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/**
 * Reads the environment. Throws CannotStart naming each bad or unknown setting, what was expected and the nearest right
 * name; a value is never repeated, it may be a secret.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(settingNames.flatMap((name) => (env[name] ? [[name, env[name]]] : [])))
  const wrong = Object.keys(env)
    .filter((name) => /^FOYER_/.test(name) && !isSetting(name))
    .map(unknownName)
  const read = settings.safeParse(given)
  if (!read.success) {
    const bad = new Set(read.error.issues.map((issue) => issue.path[0] as SettingName))
    wrong.push(...[...bad].map((name) => `${name} must be ${docOf(name).expected}.`))
  }
  if (given.REDIS_URL && !(given.DATABASE_URL && given.LIVEKIT_URL))
    wrong.push('REDIS_URL joins several nodes, which then need a DATABASE_URL and a LIVEKIT_URL in common. Set both.')
  if (given.LIVEKIT_URL && !(given.LIVEKIT_API_KEY && given.LIVEKIT_API_SECRET))
    wrong.push('LIVEKIT_URL needs LIVEKIT_API_KEY and LIVEKIT_API_SECRET. Set both.')
  if (given.NODE_ENV === 'production')
    for (const name of ['DATABASE_URL', 'LIVEKIT_API_SECRET'] as const)
      if (given[name]?.includes(EXAMPLE)) wrong.push(`${name} still holds the example’s secret. Set one of your own.`)
  if (!read.success || wrong.length > 0) throw new CannotStart(wrong.join('\n'))
  return toConfig(read.data)
}

const isSetting = (name: string): boolean => (settingNames as string[]).includes(name)

function unknownName(name: string): string {
  const near = closest(name, settingNames)
  const hint = distance(name, near) <= name.length / 2 ? ` Did you mean ${near}?` : ''
  return `${name} is not a setting of Foyer.${hint} The README lists all of them.`
}

function toConfig(env: ReturnType<typeof settings.parse>): Config {
  const data = path.resolve(env.FOYER_DATA)
  const url = env.FOYER_URL ?? `http://localhost:${env.PORT}`
  const own = reachableAddresses(env.HOST).map((address) => `http://${hostInUrl(address)}:${env.PORT}`)
  const near = env.FOYER_URL ? [] : [`http://127.0.0.1:${env.PORT}`]
  const { LIVEKIT_URL: livekit, LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret } = env
  return {
    port: env.PORT,
    host: env.HOST,
    data,
    url,
    liveUrl: env.FOYER_LIVE_URL ?? null,
    databaseUrl: env.DATABASE_URL ?? embeddedUrl(data),
    isEmbedded: env.DATABASE_URL === undefined,
    redisUrl: env.REDIS_URL ?? null,
    livekit:
      livekit && key && secret ? { url: livekit, publicUrl: env.LIVEKIT_PUBLIC_URL ?? livekit, key, secret } : null,
    smtpUrl: env.SMTP_URL ?? null,
    mailFrom: env.FOYER_MAIL_FROM,
    isProduction: env.NODE_ENV === 'production',
    trustProxy: env.FOYER_TRUST_PROXY,
    demo: env.FOYER_DEMO,
    allowedOrigins: [...new Set([url, ...near, ...own])],
    logLevel: env.FOYER_LOG ?? (env.NODE_ENV === 'production' ? 'info' : 'warn'),
  }
}
