/** So often does an open page of someone who is out look whether they are let in again. ms */
const EVERY = 4000

/** Calls `look` now and then while the page is in front, and as it comes to the front. Returns how to stop. */
export function lookAgain(look: () => void): () => void {
  const glance = () => {
    if (document.visibilityState === 'visible') look()
  }
  const timer = setInterval(glance, EVERY)
  document.addEventListener('visibilitychange', glance)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', glance)
  }
}
