interface Toast {
  id: number
  text: string
  undo?: { label: string; run: () => void }
}
/** How long a toast stays. Long enough to read twice; it never holds what one needs later. ms */
const STAYS = 6_000

let shown = $state.raw<readonly Toast[]>([])
let last = 0
const timers = new Map<number, ReturnType<typeof setTimeout>>()

export const toasts = {
  get shown(): readonly Toast[] {
    return shown
  },
  /** Says in passing that something was done, with a way to take it back where there is one. Answers what it is dropped by. */
  say(text: string, undo?: Toast['undo']): number {
    const id = ++last
    shown = [...shown.slice(-2), { id, text, undo }]
    toasts.release(id, undo ? STAYS + 4_000 : STAYS)
    return id
  },
  /** Stays as long as someone is about to press in it. */
  hold(id: number): void {
    clearTimeout(timers.get(id))
  },
  /** Goes after this long. ms */
  release(id: number, after = STAYS): void {
    clearTimeout(timers.get(id))
    timers.set(
      id,
      setTimeout(() => toasts.drop(id), after),
    )
  },
  drop(id: number): void {
    clearTimeout(timers.get(id))
    timers.delete(id)
    shown = shown.filter((toast) => toast.id !== id)
  },
}
