import { z } from 'zod'
import { Id } from '../core/ids.ts'
import { At } from './words.contract.ts'

/** Why a page of someone's plays the sound: it was opened, they pressed for it there, or they are on stage there. */
export const Because = z.enum(['opened', 'pressed', 'onStage'])

/** What the pages of one person tell each other, so that one of them is heard: which it is and why, or that it is none. */
export const Sounding = z.strictObject({
  page: Id,
  claim: z.strictObject({ because: Because, at: At }).nullable(),
})
export type Sounding = z.infer<typeof Sounding>
