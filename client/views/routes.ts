import type { Component } from 'svelte'
import type { Pages } from '../core/router.svelte.ts'

const views = import.meta.glob<{ default: Component<Record<string, string>> }>('./*.svelte')
const missing = () => import('./NotFound.svelte')
const view = (name: string) => views[`./${name}.svelte`] ?? missing

/** Which page draws which address. */
export const pages = {
  '/': view('Welcome'),
  '/in': view('SignInLink'),
  '/join/:code': view('Door'),
  '/invite': view('Invite'),
  '/devices': view('Devices'),
  '/new': view('NewEvent'),
  '/e/:slug': view('Lobby'),
  '/e/:slug/manage': view('Manage'),
  '/e/:slug/manage/:part': view('Manage'),
  '/e/:slug/poster': view('Poster'),
  '/e/:slug/:airing': view('Stage'),
  '/e/:slug/:airing/present': view('Present'),
  '/e/:slug/:airing/control': view('Control'),
} as Pages
