import type { RefusalTable } from '#server/http/refusals.ts'
import type { Contract } from '#shared/core/contract.ts'
import { ROLES } from '#shared/core/people.ts'
import type { RouteCaller, RouteSpec } from '#shared/core/route.ts'

const made = (what: string) => `<!-- Made by \`npm run docs\` from ${what}. Do not edit: a test holds it equal. -->`
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')

/** `docs/errors.md`: every refusal with its status and when it is given. */
export function errorsPage(refusals: RefusalTable): string {
  const features = [...new Set(Object.keys(refusals).map((code) => code.split('.')[0]!))]
  const sections = features.map((feature) => {
    const rows = Object.entries(refusals)
      .filter(([code]) => code.startsWith(`${feature}.`))
      .map(([code, { status, when }]) => [`\`${code}\``, String(status), cell(when)])
    return `## ${feature}\n\n${table(['code', 'status', 'when'], rows)}`
  })
  return `${made('the contracts')}
# Refusals

A refusal is a coded no: \`{"refused": "feature.reason", "detail": {…}}\`. REST answers it with the status below, a
command's answer carries it as \`{"ok": false, "refused": …}\`. The words people read stand in each feature's catalogue
under the same code.

${sections.join('\n\n')}
`
}

/** `docs/access.md`: who may call which route and send which command. */
export function accessPage(routes: readonly RouteSpec[], contracts: readonly Contract[]): string {
  const marks = (by: readonly RouteCaller[]) => ROLES.map((role) => (by.includes(role) ? '●' : ''))
  const others = (by: readonly RouteCaller[]) =>
    by.filter((one) => !(ROLES as readonly string[]).includes(one)).join(', ')
  const routeRows = routes.map((route) => [
    `\`${route.method} ${route.path}\``,
    others(route.by),
    ...marks(route.by),
    route.auth,
    cell(route.summary),
  ])
  const commandRows = contracts.flatMap(({ commands }) =>
    Object.entries(commands).map(([type, spec]) => [
      `\`${type}\``,
      spec.by.length === 0 ? 'server' : '',
      ...marks(spec.by),
      cell(spec.doc),
    ]),
  )
  return `${made('the contracts')}
# Who may do what

A role is held at one event. \`anyone\` needs nothing, \`device\` a cookie (a guest's or an account's), \`account\` a
signed-in account, \`owner\` an account that may create events, \`server\` a signature or the server itself. Someone without
a role at an event gets the same answer as for an event that is not there. A test tries every role on every line.

## Routes

${table(['route', 'others', ...ROLES, 'known by', 'what for'], routeRows)}

## Commands

${table(['command', 'others', ...ROLES, 'what for'], commandRows)}
`
}
