import { z } from 'zod'
import { Id, StreamName } from './ids.ts'

/** `[audience, epoch, version]`: what a reader holds of one audience of a stream. */
export const Held = z.tuple([z.string().max(200), z.string().max(40), z.int().min(0)])
export type Held = z.infer<typeof Held>

/** What a client may send over its socket. Each is parsed once, strictly, at the edge. */
export const ClientMessages = {
  join: z.strictObject({ stream: StreamName, have: z.array(Held).max(40).default([]) }),
  leave: z.strictObject({ stream: StreamName }),
  command: z.strictObject({
    id: Id,
    stream: StreamName,
    command: z.strictObject({ type: z.string().max(60), data: z.unknown() }),
  }),
  catchUp: z.strictObject({ stream: StreamName, have: z.array(Held).min(1).max(40) }),
  signal: z.strictObject({ stream: StreamName, type: z.string().max(60), data: z.unknown() }),
} as const
export type ClientMessage<K extends keyof typeof ClientMessages> = z.input<(typeof ClientMessages)[K]>

/**
 * Records put and dropped for one audience, from one version to another.
 * `from: null` is a snapshot (it replaces, and alone may open an audience); `sync` answers a catchUp.
 */
export interface Frame {
  stream: string
  audience: string
  epoch: string
  from: number | null
  to: number
  put: Record<string, unknown>
  drop: readonly string[]
  sync?: true
}

/** `[stream, audience, epoch, sent]`. */
export type BeatLine = readonly [string, string, string, number]

/**
 * What the server sends. A beat is the complete list of what this socket is sent, of its shared audiences (`shared`)
 * or its own (`own`): what is missing or other is asked for, what is not listed is deleted. `at` is the server's time.
 */
export interface FramesMessage {
  at: number
  frames?: readonly Frame[]
  beat?: { scope: 'shared' | 'own'; lines: readonly BeatLine[] }
}
/** First on every connection. `facts`: the version of what is true of this person. */
export interface WelcomeMessage {
  at: number
  participant: string
  protocol: string
  facts: number
}
/** What is true of this person changed (role, attendance, privacy): what they see follows in the same turn. */
export interface FactsMessage {
  version: number
}
export interface LeftMessage {
  stream: string
  audience: string | null
  reason: 'role' | 'segment' | 'gone' | 'removed'
}
export interface SignalMessage {
  stream: string
  type: string
  from: string | null
  data: unknown
}
/** The data of the signal `here`, from the server itself: how many people are at this stream, on all nodes. */
export type Here = { room: number; home: number } | { atLeast: number }
export interface ClosingMessage {
  reason: 'restart' | 'signedOut' | 'removed' | 'deleted' | 'slow' | 'expired' | 'flood'
  /** Come back after this many ms, or not at all. */
  retryAfter: number | null
}

/** The answer to a command: done at `version`, or a refusal. */
export type Answer =
  | { ok: true; version: number; frame?: Frame }
  | { ok: false; refused: string; detail?: Record<string, string | number | boolean | null> }

/** The audience of one person's own keys. */
export const ownAudience = (participant: string): string => `person:${participant}`
export const isOwnKey = (key: string): boolean => key.startsWith('@')
