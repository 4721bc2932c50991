/** So near to the lower edge counts as being there. px */
const NEAR = 48

/** What scrolls a part of the page: the nearest that does, or the page itself. */
export function scrollerOf(element: HTMLElement): HTMLElement {
  for (let one = element.parentElement; one; one = one.parentElement)
    if (/auto|scroll/.test(getComputedStyle(one).overflowY) && one !== document.body) return one
  return document.documentElement
}

export const isAtEnd = (scroller: HTMLElement): boolean =>
  scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR

export const toEnd = (scroller: HTMLElement): void => scroller.scrollTo({ top: scroller.scrollHeight })
