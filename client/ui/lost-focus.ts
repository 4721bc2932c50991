import { tick } from 'svelte'

/** What had the focus last, on the page or gone from it. */
let last: EventTarget | null = null
document.addEventListener('focusin', ({ target }) => {
  last = target
})

const isLost = (): boolean => document.activeElement === document.body && last instanceof Node && !last.isConnected
/** An open dialog keeps the focus itself. */
const isCovered = (): boolean => document.querySelector('[role="dialog"], [role="alertdialog"]') !== null
/** So many frames a dialog may take to go. */
const MOST_FRAMES = 60

/**
 * Call when something one may have pressed has gone, or a dialog was closed: if the focus went with it, it goes to what
 * `find` gives, once all is drawn. Whoever has the focus elsewhere, or nowhere, is left alone.
 */
export function takeLostFocus(find: () => HTMLElement | null | undefined): void {
  void tick().then(() => take(find, MOST_FRAMES))
}

/** Once a dialog that is on its way out is gone, and the focus with it; one that stays keeps it. */
function take(find: () => HTMLElement | null | undefined, frames: number): void {
  requestAnimationFrame(() => {
    if (isCovered()) {
      if (frames > 0) take(find, frames - 1)
    } else if (isLost()) find()?.focus({ preventScroll: true })
  })
}
