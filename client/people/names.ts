import type { Person } from './people-list.svelte.ts'

/** How an organizer knows someone: by the list's name, else the name others see, else the address. */
export const nameOf = (person: Pick<Person, 'name' | 'shownName' | 'mail'>): string =>
  person.name || person.shownName || person.mail || ''

/** `speaker, first row` → the tags, without empty and double ones. */
export const tagsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,|;]/u)
      .map((tag) => tag.trim())
      .filter(Boolean),
  ),
]
