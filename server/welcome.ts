import type { Context } from './context.ts'
import { demoLinks } from './demo/index.ts'

/** What the terminal says once the server listens: who can come in, and what is missing. */
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
  return [...demo, ...missing]
}
