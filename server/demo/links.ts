import type { Role } from '#shared/core/people.ts'
import { signInLinkFor } from '../access/sign-in.ts'
import type { Context } from '../context.ts'
import { guests, organizer } from './evening.ts'
import { findLastDemo } from './tables.ts'

export interface DemoLink {
  role: Role
  name: string
  url: string
}

/** Printed links are tried at leisure: they are good for half a day, once each. Minutes */
const LIFE = 12 * 60

/**
 * Fresh sign-in links for the demo evening, one for each role (two mentors, two attendees), each for another browser
 * profile. Empty when there is no demo evening.
 */
export async function signInLinks(context: Pick<Context, 'db' | 'clock' | 'config'>): Promise<DemoLink[]> {
  const demo = await findLastDemo(context.db.sql)
  if (!demo) return []
  const next = `/e/${demo.slug}`
  const links: DemoLink[] = []
  for (const { roles, name, mail, hasLink } of [organizer, ...guests])
    if (hasLink) links.push({ role: roles[0], name, url: await signInLinkFor(context, { mail, next, minutes: LIFE }) })
  return links
}

/** The links as lines for a terminal: `organizer  Leyla Aydın  http://…`. */
export async function demoLinks(context: Pick<Context, 'db' | 'clock' | 'config'>): Promise<string[]> {
  const links = await signInLinks(context)
  const widest = (texts: readonly string[]): number => Math.max(...texts.map((text) => text.length))
  const role = widest(links.map((link) => link.role))
  const name = widest(links.map((link) => link.name))
  return links.map((link) => `${link.role.padEnd(role)}  ${link.name.padEnd(name)}  ${link.url}`)
}
