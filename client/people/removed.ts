import type * as routes from '#shared/people/removal.routes.ts'
import { i18n, refusalWords } from '../core/i18n.svelte.ts'
import { call } from '../core/outbox.ts'
import { toasts } from '../ui/toasts.svelte.ts'

/** Someone who was removed, and can be let in again. */
export interface RemovedPerson {
  event: string
  removal: string
  name: string
}

/** Lets someone in again and says so; false when it was refused. */
export async function restore({ event, removal, name }: RemovedPerson): Promise<boolean> {
  const done = await call<typeof routes.restorePerson>('POST /api/events/:event/removals/:removal/undo', {
    params: { event, removal },
  })
  toasts.say(done.ok ? i18n.m.removal.undone({ name }) : refusalWords(done))
  return done.ok
}

/** Says that someone was removed, with the way to take it back. */
export function sayRemoved(person: RemovedPerson, onundone?: () => void): void {
  const m = i18n.m.removal
  toasts.say(m.done({ name: person.name }), {
    label: m.undo,
    run: () => void restore(person).then((isDone) => isDone && onundone?.()),
  })
}
