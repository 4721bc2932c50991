/**
 * Calls back whenever this page may have missed something: it is looked at again, thawed, taken back from the browser's
 * cache of pages, or the network is back. Returns how to stop.
 */
export function onReturn(callback: () => void): () => void {
  const look = () => document.visibilityState === 'visible' && callback()
  const sources = [
    [document, 'visibilitychange'],
    [document, 'resume'],
    [window, 'pageshow'],
    [window, 'online'],
  ] as const
  for (const [source, name] of sources) source.addEventListener(name, look)
  return () => {
    for (const [source, name] of sources) source.removeEventListener(name, look)
  }
}
