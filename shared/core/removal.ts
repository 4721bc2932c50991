import { z } from 'zod'
import { line } from './text.ts'

/** Why someone is removed from an event. Told to them, and noted in the audit by this code. */
export const RemovalReason = z.enum(['harassment', 'hate', 'disruption', 'spam', 'exposure', 'mistake', 'other'])
export type RemovalReason = z.infer<typeof RemovalReason>

/** A sentence to the person; only they read it. */
export const RemovalNote = line(300, 0)

/** As what someone decided. */
export const DecidingRole = z.enum(['organizer', 'moderator'])
export type DecidingRole = z.infer<typeof DecidingRole>
