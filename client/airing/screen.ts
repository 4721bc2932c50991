/** Keeps the screen awake as long as the element is there. A secure context and a visible tab are needed; without, nothing happens. */
export function keepAwake(_: Element): () => void {
  let lock: WakeLockSentinel | null = null
  let isGone = false
  const ask = async () => {
    if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
    try {
      lock = await navigator.wakeLock.request('screen')
      if (isGone) await lock.release()
    } catch {
      // The browser may refuse (battery saver, no permission): the screen then sleeps as it always does.
      lock = null
    }
  }
  void ask()
  // The browser lets go of the lock whenever the tab is hidden.
  document.addEventListener('visibilitychange', ask)
  return () => {
    isGone = true
    document.removeEventListener('visibilitychange', ask)
    void lock?.release()
  }
}

export const canFullscreen = (): boolean => document.fullscreenEnabled === true

/** Puts an element on the whole screen, or back. */
export async function toggleFullscreen(element: Element): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen()
  else if (canFullscreen()) await element.requestFullscreen({ navigationUI: 'hide' })
}
