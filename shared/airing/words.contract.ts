import { z } from 'zod'
import { line } from '../core/text.ts'

/** Who runs a show, who may present, who is staff behind it. */
export const Show = ['producer', 'organizer'] as const
export const Presenters = ['mentor', 'producer', 'organizer'] as const
export const Staff = ['mentor', 'moderator', 'steward', 'producer', 'organizer'] as const

/** A moment, ms UTC, or a length of media time, ms. */
export const At = z.int().min(0)
/** How someone on stage is named to all: the lower third. */
export const ShownName = line(60)
export const ShownLine = line(80, 0)
/** What a person offers to publish, by choice. */
export const Devices = { camera: z.boolean(), microphone: z.boolean() }
