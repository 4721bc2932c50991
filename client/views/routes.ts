import type { Pages } from '../core/router.svelte.ts'

const manage = () => import('./Manage.svelte')

/** Which page draws which address. */
export const pages: Pages = {
  '/': () => import('./Welcome.svelte'),
  '/in': () => import('./SignInLink.svelte'),
  '/join/:code': () => import('./Door.svelte'),
  '/invite': () => import('./Invite.svelte'),
  '/devices': () => import('./Devices.svelte'),
  '/screen': () => import('./Screen.svelte'),
  '/new': () => import('./NewEvent.svelte'),
  '/e/:slug': () => import('./Lobby.svelte'),
  '/e/:slug/manage': manage,
  '/e/:slug/manage/:part': manage,
  '/e/:slug/conduct': () => import('./Conduct.svelte'),
  '/e/:slug/poster': () => import('./Poster.svelte'),
  '/e/:slug/reports': () => import('./Reports.svelte'),
  '/e/:slug/:airing': () => import('./Stage.svelte'),
  '/e/:slug/:airing/present': () => import('./Present.svelte'),
  '/e/:slug/:airing/control': () => import('./Control.svelte'),
  '/e/:slug/:airing/polls': () => import('./Polls.svelte'),
  '/e/:slug/:airing/board': () => import('./Board.svelte'),
}
