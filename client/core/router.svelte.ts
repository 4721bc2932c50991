import type { Component } from 'svelte'
import { tick } from 'svelte'
import { type Args, href, match, type Params, type Path } from './paths.ts'

/** What draws each path, loaded when first shown. A page's props are the path's parameters. */
export type Pages = { [P in Path]: () => Promise<{ default: Component<Params<P>> }> }
type Page = Component<Record<string, string>>
type Load = () => Promise<{ default: Page }>

interface Shown {
  path: Path | null
  params: Record<string, string>
  page: Page
}
/** So long may a page take to grow to where the reader was. ms */
const RESTORE_MS = 5_000

interface Options {
  pages: Pages
  /** Drawn for an address that means nothing. */
  missing: Load
  /** Drawn when a page's code cannot be loaded (offline, or the server has a newer build). */
  broken: Load
}

let options: Options
let shown = $state.raw<Shown | null>(null)
let turn = 0
let address = ''
let stopRestoring = (): void => {}
let scrolled: ReturnType<typeof setTimeout>

/** The page to draw now; null until the first has loaded. */
export const router = {
  get shown() {
    return shown
  },
}

/** Draws the page of the present address and follows links, back and forward from then on. Call once. */
export function startRouter(given: Options): void {
  options = given
  history.scrollRestoration = 'manual'
  addEventListener('popstate', (event) => void show(scrollOf(event.state)))
  addEventListener('pagehide', keepScroll)
  addEventListener('scroll', () => {
    clearTimeout(scrolled)
    scrolled = setTimeout(keepScroll, 150)
  })
  document.addEventListener('click', follow)
  void show(scrollOf(history.state))
}

/** Goes to a page: `go('/e/:slug', { slug })`. */
export function go<P extends Path>(path: P, ...args: Args<P>): void {
  goTo(href(path, ...args))
}

/** Goes to an address of this site that came from elsewhere (a `next` of a sign-in); anything else leads home. */
export function goTo(address: string): void {
  const url = new URL(address, location.origin)
  keepScroll()
  history.pushState(null, '', url.origin === location.origin ? url : '/')
  void show(0)
}

/** Goes to an address of this site in place of the present one: back does not lead here again. */
export function replaceWith(address: string): void {
  history.replaceState(null, '', address)
  void show(0)
}

/** Writes another address for the page that is shown already: one of its tabs was opened. */
export function rename<P extends Path>(path: P, ...args: Args<P>): void {
  history.replaceState(history.state, '', href(path, ...args))
  address = location.pathname + location.search
}

/** Takes the secret out of the address bar (and so out of the history), and gives it. */
export function takeFragment(): string {
  const secret = location.hash.slice(1)
  if (secret) history.replaceState(history.state, '', location.pathname + location.search)
  return secret
}

async function show(scrollTop: number): Promise<void> {
  const here = location.pathname + location.search
  clearTimeout(scrolled)
  if (shown && here === address) return
  const mine = ++turn
  const hit = match(location.pathname)
  const page = await load(hit ? (options.pages[hit.path] as Load) : options.missing)
  if (mine !== turn) return
  const isFirst = !shown
  address = here
  shown = { path: hit?.path ?? null, params: hit?.params ?? {}, page }
  await tick()
  restoreScroll(scrollTop)
  // A reader of the screen hears where they are; on the first page the browser says it.
  if (!isFirst) document.querySelector<HTMLElement>('h1[tabindex]')?.focus({ preventScroll: true })
}

/** A page that fetches grows: its scroll is reached when it is tall enough, unless the reader moved by then. */
function restoreScroll(top: number): void {
  stopRestoring()
  scrollTo(0, top)
  if (scrollY >= top) return
  const done = new AbortController()
  const grown = new ResizeObserver(() => {
    scrollTo(0, top)
    if (scrollY >= top) stopRestoring()
  })
  grown.observe(document.body)
  for (const move of ['wheel', 'touchstart', 'keydown', 'pointerdown'])
    addEventListener(move, () => stopRestoring(), { signal: done.signal })
  const patience = setTimeout(() => stopRestoring(), RESTORE_MS)
  stopRestoring = () => {
    clearTimeout(patience)
    grown.disconnect()
    done.abort()
  }
}

async function load(from: Load): Promise<Page> {
  try {
    return (await from()).default
  } catch (error) {
    console.error(error)
    return (await options.broken()).default
  }
}

function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  const link = (event.target as Element).closest?.('a')
  if (!link?.href || link.target || link.hasAttribute('download') || link.origin !== location.origin) return
  if (link.pathname.startsWith('/api/')) return
  // A jump within the page (the skip link) is the browser's.
  if (link.hash && link.pathname === location.pathname && link.search === location.search) return
  event.preventDefault()
  goTo(link.href)
}

const scrollOf = (state: unknown): number => Number((state as { scrollTop?: number } | null)?.scrollTop ?? 0)
const keepScroll = (): void => history.replaceState({ scrollTop: scrollY }, '')
