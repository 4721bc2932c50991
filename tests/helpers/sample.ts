/** As much of JSON Schema as contracts come to. */
export interface Schema {
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  prefixItems?: Schema[]
  minItems?: number
  minimum?: number
  exclusiveMinimum?: number
  minLength?: number
  pattern?: string
}

/** Strings that fit the patterns contracts use: ids, streams, dates as digits. */
const STRINGS = [
  'Ana',
  'x'.repeat(24),
  `event:${'x'.repeat(24)}`,
  '123456',
  'K7X2MQ',
  'a-slug',
  'A'.repeat(43),
  '/e/x',
  'said/x',
]

/** A smallest value that fits a schema: every required field, nothing more. */
export function sampleOf(schema: Schema): unknown {
  if ('const' in schema) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf) return sampleOf(schema.anyOf[0]!)
  switch ([schema.type].flat()[0]) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, sampleOf(schema.properties?.[name] ?? {})]),
      )
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, (_, i) =>
        sampleOf(schema.prefixItems?.[i] ?? schema.items ?? {}),
      )
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 0, (schema.exclusiveMinimum ?? -1) + 1, 0)
    case 'boolean':
      return false
    case 'null':
      return null
    default:
      return stringOf(schema)
  }
}

function stringOf({ pattern, minLength = 0 }: Schema): string {
  const found = STRINGS.find((text) => text.length >= minLength && (!pattern || new RegExp(pattern).test(text)))
  if (found === undefined) throw new Error(`No sample fits ${pattern}; add one`)
  return found
}
