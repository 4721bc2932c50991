import type { chat as contract } from '#shared/chat/contract.ts'
import type { olderLines } from '#shared/chat/routes.ts'
import type { Role } from '#shared/core/roles.ts'
import { Chat } from '../../chat/chat.svelte.ts'
import { conductHere } from '../../conduct/conduct.svelte.ts'
import { unseen } from '../../conduct/unseen.ts'
import type { OpenAiring } from './open-airing.svelte.ts'

/**
 * Opens the chat of an airing for the component that calls this while it is made; it closes with the component. `roles`: of
 * whoever looks at it.
 */
export function openChat({ live, everyone }: OpenAiring, airing: string, roles: () => readonly Role[]): Chat {
  const conduct = conductHere()
  const isBlocked = (participant: string) => conduct.isBlocked(participant)
  const chat = new Chat({
    airing,
    stream: unseen(live.open<typeof contract>(`chat:${airing}`), isBlocked),
    isBlocked,
    me: () => ({ participant: live.me?.participant ?? null, roles: roles() }),
    serverNow: () => live.serverNow(),
    endedAt: () => everyone.get('stage')?.endedAt ?? null,
    older: (before) =>
      live.call<typeof olderLines>('GET /api/events/:event/airings/:airing/chat', {
        params: { event: live.event, airing },
        query: { before },
      }),
  })
  $effect(() => chat.follow())
  $effect(() => () => chat.close())
  return chat
}
