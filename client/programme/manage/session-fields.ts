import type { SessionForm } from '#shared/programme/rows.ts'

/** A session as its form's fields hold it; no track is an empty choice. */
export type SessionFieldValues = {
  title: string
  summary: string
  track: string
  people: SessionForm['people']
}

export const sessionFieldsOf = (row: SessionForm | null): SessionFieldValues => ({
  title: row?.title ?? '',
  summary: row?.summary ?? '',
  track: row?.track ?? '',
  people: row?.people.map(({ person, part }) => ({ person, part })) ?? [],
})
