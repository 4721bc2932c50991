import { encodeQR } from 'qr'
import type { Context } from './context.ts'
import { demoCode, demoLinks } from './demo/index.ts'
import { hostInUrl, reachableAddresses } from './reach.ts'

/** What the terminal says once the server listens: who can come in, from where, and what is missing. */
export async function greeting(context: Context): Promise<string[]> {
  const { db, config } = context
  const [owner] = await db.sql`select 1 from accounts where is_owner limit 1`
  const lines = config.isProduction ? [] : await demoLinks(context)
  const demo =
    lines.length > 0
      ? ['The demo evening is on. One sign-in link a role, each for a browser profile of its own:', ...lines]
      : []
  const missing = owner
    ? []
    : ['Nobody may create events yet. `npm run owner -- link MAIL` prints a link that lets MAIL do so.']
  return [...demo, ...missing, ...(config.isProduction ? [] : await nearby(context))]
}

/** For a phone on the same network: the address and its QR, straight to the door of the demo evening if there is one. */
async function nearby({ db, config }: Context): Promise<string[]> {
  const [address] = reachableAddresses(config.host)
  if (!address) return []
  const code = await demoCode(db.sql)
  const url = `http://${hostInUrl(address)}:${config.port}${code ? `/join/${code}` : '/'}`
  return [
    '',
    `On the same network: ${url}`,
    'Watching, asking and voting work there; camera and microphone need https.',
    '',
    ...encodeQR(url, 'ascii').trimEnd().split('\n'),
  ]
}
