import { z } from 'zod'
import { HELD_ROLES, has, ROLES } from './roles.ts'

export { HELD_ROLES, has, ROLES }
export const Role = z.enum(ROLES)
export type Role = z.infer<typeof Role>
/** What facts may hold: a person's roles, or that this is a screen. */
export const HeldRole = z.enum(HELD_ROLES)
export type HeldRole = z.infer<typeof HeldRole>

/** Where someone sits: both count the same. */
export const Attendance = z.enum(['room', 'home'])
export type Attendance = z.infer<typeof Attendance>

/** How much of oneself one shows. `untracked` comes with the privacy issue. */
export const Privacy = z.enum(['named', 'nickname'])
export type Privacy = z.infer<typeof Privacy>

/** What is true of a participant now: one versioned row per person and event. */
export interface Facts {
  participant: string
  event: string
  version: number
  roles: readonly HeldRole[]
  attendance: Attendance
  privacy: Privacy
  tags: readonly string[]
  membership: boolean
  /** What puts words or oneself before others is refused. */
  silenced: boolean
}
