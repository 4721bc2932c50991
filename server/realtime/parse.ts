import type { z } from 'zod'
import { type Refusal, refuse } from '#shared/core/refusals.ts'
import { isStorableValue } from '#shared/core/text.ts'
import { type ClientMessage, ClientMessages } from '#shared/core/wire.ts'
import type { Feature } from '../core/feature.ts'

type Kind = keyof typeof ClientMessages
export type Parsed<K extends Kind> = z.output<(typeof ClientMessages)[K]>

/** Where a message is wrong, for the refusal: a path and a plain word, never the value. */
const whereWrong = (error: z.ZodError): Refusal['detail'] => {
  const issue = error.issues[0]
  return { at: issue?.path.join('.') ?? '', why: issue?.code ?? 'invalid' }
}

/** The one strict parse of a socket message's outer shape. NUL and lone surrogates would fail a whole batch. */
export function parseMessage<K extends Kind>(kind: K, message: unknown): Parsed<K> | Refusal {
  if (!isStorableValue(message)) return refuse('core.invalid', { at: '', why: 'text' })
  const parsed = ClientMessages[kind].safeParse(message)
  return parsed.success ? (parsed.data as Parsed<K>) : refuse('core.invalid', whereWrong(parsed.error))
}

/** Parses a command's data by its contract; a type nobody may send from outside is refused like an unknown one. */
export function parseCommand(
  feature: Feature | undefined,
  command: ClientMessage<'command'>['command'],
): { data: unknown } | Refusal {
  const spec = Object.hasOwn(feature?.contract.commands ?? {}, command.type)
    ? feature!.contract.commands[command.type]
    : undefined
  if (!spec || spec.by.length === 0) return refuse('core.notFound')
  const parsed = spec.data.safeParse(command.data)
  return parsed.success ? { data: parsed.data } : refuse('core.invalid', whereWrong(parsed.error))
}
