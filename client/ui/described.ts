/** The ids of what describes a field, for `aria-describedby`, as FieldFrame draws them. */
export const describedBy = (id: string, hint?: string, error?: string | null): string | undefined =>
  error ? `${id}-error` : hint ? `${id}-hint` : undefined
