/** Is the person typing, or holding a modifier? Then a single key is theirs and no shortcut. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing) return true
  const target = event.target
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')
}
