import { z } from 'zod'
import { lines, Mail } from '../core/text.ts'

/** An organizer's own text: paragraphs, `- ` lists, `# ` titles. Empty is Foyer's own. */
export const CodeText = lines(6000)
/** How to appeal, in the organizer's words and by an address; either may be empty. */
export const AppealWords = lines(300)
export const AppealMail = z.union([z.literal(''), Mail])

/** A version of an event's code of conduct. The first is Foyer's own. */
export const CodeVersion = z.int().min(1).max(1_000_000)
