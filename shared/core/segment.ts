import { z } from 'zod'
import { Attendance, Role } from './people.ts'
import { line } from './text.ts'

/** Whom something at an event is for: whoever fits in every part. An empty part, or null, asks for nothing. */
export const Segment = z.strictObject({
  attendance: Attendance.nullable(),
  roles: z.array(Role).max(6),
  tags: z.array(line(40)).max(10),
  membership: z.boolean().nullable(),
})
export type Segment = z.infer<typeof Segment>
