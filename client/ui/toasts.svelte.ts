interface Toast {
  id: number
  text: string
  undo?: { label: string; run: () => void }
}
/** How long a toast stays. Long enough to read twice; it never holds what one needs later. ms */
const STAYS = 6_000

let shown = $state.raw<readonly Toast[]>([])
let last = 0

export const toasts = {
  get shown(): readonly Toast[] {
    return shown
  },
  /** Says in passing that something was done, with a way to take it back where there is one. */
  say(text: string, undo?: Toast['undo']): void {
    const id = ++last
    shown = [...shown.slice(-2), { id, text, undo }]
    setTimeout(() => toasts.drop(id), undo ? STAYS + 4_000 : STAYS)
  },
  drop(id: number): void {
    shown = shown.filter((toast) => toast.id !== id)
  },
}
