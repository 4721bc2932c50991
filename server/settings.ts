import { z } from 'zod'

/** What the README's table says about a setting. `fallback` is what holds when it is not set. */
export interface SettingDoc {
  about: string
  expected: string
  fallback: string
  /** Its value is never printed. */
  isSecret?: true
}

/** A setting's schema with its documentation; a test holds the README equal to it. */
const setting = <T extends z.ZodType>(schema: T, doc: SettingDoc): T => schema.meta({ ...doc })

const address = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol))

/** `https://foyer.example`, kept without the slash at its end. */
const origin = address('http:', 'https:')
  .refine((text) => new URL(text).pathname === '/')
  .transform((text) => new URL(text).origin)

const trustProxy = z.union([
  z.literal('off').transform(() => false as const),
  z.literal('on').transform(() => true as const),
  z.stringFormat('hops', /^[1-9]$/).transform(Number),
  z.stringFormat('addresses', /^[0-9a-fA-F.:/]+(,[0-9a-fA-F.:/]+)*$/).transform((text) => text.split(',')),
])

/** Every environment variable Foyer reads. An empty one counts as not set. */
export const settings = z.object({
  PORT: setting(z.coerce.number().int().min(0).max(65535).default(3000), {
    about: 'The port to listen on.',
    expected: 'a port number',
    fallback: '3000',
  }),
  HOST: setting(
    z
      .string()
      .regex(/^[\w.:-]+$/)
      .default('127.0.0.1'),
    {
      about:
        'The address to listen on. One that others can reach (`0.0.0.0`) opens the local media server to them too.',
      expected: 'an IP address or a host name',
      fallback: '127.0.0.1',
    },
  ),
  FOYER_DATA: setting(z.string().default('./data'), {
    about: 'The folder of the embedded database, of keys and of mails kept instead of sent.',
    expected: 'a folder',
    fallback: './data',
  }),
  FOYER_URL: setting(origin.optional(), {
    about: 'The address people open. Links in mails use it.',
    expected: 'an http or https address without a path',
    fallback: 'http://localhost:PORT',
  }),
  FOYER_LIVE_URL: setting(origin.optional(), {
    about: 'Another address of the same server for the live line, one that never sees a cookie.',
    expected: 'an http or https address without a path',
    fallback: 'the address of the page',
  }),
  FOYER_TRUST_PROXY: setting(trustProxy.default(false), {
    about: 'Whether a proxy in front says scheme and client address: how many there are, or theirs.',
    expected: '`off`, `on`, a number of proxies, or their addresses with commas',
    fallback: 'off',
  }),
  FOYER_DEMO: setting(z.enum(['auto', 'on', 'off']).default('auto'), {
    about: 'The demo evening: `auto` makes one in an empty embedded database.',
    expected: '`auto`, `on` or `off`',
    fallback: 'auto',
  }),
  FOYER_CACHE: setting(z.string().optional(), {
    about: 'Where a fetched or built LiveKit is kept.',
    expected: 'a folder',
    fallback: '~/.cache/foyer',
  }),
  FOYER_LOG: setting(z.enum(['debug', 'info', 'warn', 'error', 'silent']).optional(), {
    about: 'How much the server logs.',
    expected: '`debug`, `info`, `warn`, `error` or `silent`',
    fallback: '`info` in production, else `warn`',
  }),
  DATABASE_URL: setting(address('postgres:', 'postgresql:').optional(), {
    about: 'PostgreSQL 15 or newer.',
    expected: 'an address like postgres://user:password@host/database',
    fallback: 'the embedded PostgreSQL in FOYER_DATA',
    isSecret: true,
  }),
  REDIS_URL: setting(address('redis:', 'rediss:').optional(), {
    about: 'Joins several nodes. Needs DATABASE_URL and LIVEKIT_URL.',
    expected: 'an address like redis://host:6379',
    fallback: 'one node',
    isSecret: true,
  }),
  LIVEKIT_URL: setting(address('ws:', 'wss:', 'http:', 'https:').optional(), {
    about: 'A LiveKit of your own, as this server reaches it.',
    expected: 'a ws or wss address',
    fallback: 'a local LiveKit',
  }),
  LIVEKIT_PUBLIC_URL: setting(address('ws:', 'wss:').optional(), {
    about: 'The same LiveKit as browsers reach it, when that differs.',
    expected: 'a ws or wss address',
    fallback: 'LIVEKIT_URL',
  }),
  LIVEKIT_API_KEY: setting(z.string().min(1).optional(), {
    about: 'The key of LIVEKIT_URL.',
    expected: 'the key of your LiveKit',
    fallback: 'made for the local one',
    isSecret: true,
  }),
  LIVEKIT_API_SECRET: setting(z.string().min(32).optional(), {
    about: 'The secret of LIVEKIT_URL.',
    expected: 'the secret of your LiveKit, at least 32 characters',
    fallback: 'made for the local one',
    isSecret: true,
  }),
  LIVEKIT_SERVER_BIN: setting(z.string().optional(), {
    about: 'A livekit-server program to run as the local LiveKit.',
    expected: 'the path of a program',
    fallback: 'found on PATH, fetched, or built with Go',
  }),
  SMTP_URL: setting(address('smtp:', 'smtps:').optional(), {
    about: 'Where mail goes out. Without it mails are kept in FOYER_DATA; in production sign-in by mail is then off.',
    expected: 'an address like smtps://user:password@host',
    fallback: 'not set',
    isSecret: true,
  }),
  FOYER_MAIL_FROM: setting(
    z
      .string()
      .regex(/^[^\r\n]+@[^\r\n]+$/)
      .default('Foyer <foyer@localhost>'),
    {
      about: 'The sender of mails.',
      expected: 'a mail address, with a name if you like',
      fallback: 'Foyer <foyer@localhost>',
    },
  ),
  NODE_ENV: setting(z.string().optional(), {
    about: '`production` prints no sign-in links and keeps no mails. The container image sets it.',
    expected: '`production`, or nothing',
    fallback: 'not set',
  }),
})

export type SettingName = keyof typeof settings.shape

export const settingNames = Object.keys(settings.shape) as SettingName[]

/** The documentation of one setting. */
export const docOf = (name: SettingName): SettingDoc => settings.shape[name].meta() as unknown as SettingDoc

/** The README's table of settings, in Markdown. */
export function settingsTable(): string {
  const rows = settingNames.map((name) => {
    const { about, expected, fallback } = docOf(name)
    return `| \`${name}\` | ${about} | ${expected} | ${fallback} |`
  })
  return ['| name | what for | expected | when not set |', '| --- | --- | --- | --- |', ...rows].join('\n')
}
