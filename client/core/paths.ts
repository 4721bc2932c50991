/** Every page's address, in the order they are tried: `manage`, `poster` and `reports` come before an airing's id. */
export const PATHS = [
  '/',
  '/in',
  '/join/:code',
  '/invite',
  '/devices',
  '/screen',
  '/new',
  '/e/:slug',
  '/e/:slug/manage',
  '/e/:slug/manage/:part',
  '/e/:slug/poster',
  '/e/:slug/conduct',
  '/e/:slug/reports',
  '/e/:slug/:airing',
  '/e/:slug/:airing/present',
  '/e/:slug/:airing/control',
  '/e/:slug/:airing/polls',
  '/e/:slug/:airing/board',
] as const
export type Path = (typeof PATHS)[number]

type Names<P extends string> = P extends `${infer Head}/${infer Tail}`
  ? Names<Head> | Names<Tail>
  : P extends `:${infer Name}`
    ? Name
    : never
/** `'/e/:slug/:airing'` → `{ slug: string; airing: string }`: also the props of that path's page. */
export type Params<P extends string> = { [K in Names<P>]: string }
/** The arguments after a path: none for one without parameters. */
export type Args<P extends string> = Names<P> extends never ? [] : [params: Params<P>]

/** Fills a path: `href('/e/:slug', { slug })`. Values are escaped, so a slash in one stays one segment. */
export function href<P extends Path>(path: P, ...[params]: Args<P>): string {
  const values: Record<string, string> = params ?? {}
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ''))
}

/** Which page an address means, or null. A malformed escape means none. */
export function match(pathname: string): { path: Path; params: Record<string, string> } | null {
  const parts = split(pathname)
  for (const path of PATHS) {
    const params = paramsOf(split(path), parts)
    if (params) return { path, params }
  }
  return null
}

const split = (path: string): string[] => path.split('/').filter(Boolean)

function paramsOf(pattern: readonly string[], parts: readonly string[]): Record<string, string> | null {
  if (pattern.length !== parts.length) return null
  const params: Record<string, string> = {}
  for (const [i, name] of pattern.entries()) {
    const part = parts[i] ?? ''
    if (!name.startsWith(':')) {
      if (name !== part) return null
      continue
    }
    try {
      params[name.slice(1)] = decodeURIComponent(part)
    } catch {
      return null
    }
  }
  return params
}
