/** How long a column's contents live. A column without a class fails the tests. */
export const RETENTION = {
  account: 'Until the person deletes the account.',
  event: 'As long as the event itself.',
  evening: 'Until 12 h after the last airing of the event.',
  session: 'Until it expires, is used or is revoked; swept daily after that.',
  log: 'As long as the event; people’s words in it can be scrubbed.',
  technical: 'Until done; holds ids only.',
} as const
export type RetentionClass = keyof typeof RETENTION

/** Table → class, with the columns that differ. Kept equal to the database by a law test. */
export const registry: Record<string, { all: RetentionClass; but?: Record<string, RetentionClass> }> = {
  migrations: { all: 'technical' },
  streams: { all: 'event' },
  entries: { all: 'log' },
  jobs: { all: 'technical' },
  accounts: { all: 'account' },
  devices: { all: 'session' },
  sign_ins: { all: 'session' },
  events: { all: 'event', but: { join_code: 'evening' } },
  registrations: { all: 'event' },
  participants: { all: 'event', but: { device: 'evening' } },
  facts: { all: 'event' },
  invitations: { all: 'evening' },
  capabilities: { all: 'evening' },
  stages: { all: 'event' },
  tracks: { all: 'event' },
  people: { all: 'event' },
  sessions: { all: 'event' },
  session_people: { all: 'event' },
  airings: { all: 'event' },
  media_seats: { all: 'evening' },
  questions: { all: 'event', but: { words: 'log' } },
  audit: { all: 'event' },
  removals: { all: 'event' },
  codes_of_conduct: { all: 'event' },
  reaction_minutes: { all: 'event' },
  chat_lines: { all: 'event', but: { name: 'log', text: 'log', hidden_by: 'log' } },
  encoders: { all: 'event' },
  encoder_sightings: { all: 'technical' },
  screens: { all: 'event', but: { seen_at: 'evening' } },
}
