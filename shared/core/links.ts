/** A piece of people's words: plain, or a link, which is shown as it was written. */
export interface Piece {
  text: string
  href: string | null
}

const LINK = /(?:https?:\/\/|www\.)[^\s<>"'“”„«»]+/giu
/** What ends a sentence, not an address; a closing bracket only where none was opened in it. */
const TAIL = /[.,;:!?…]+$|\)+$/u

/** Cuts a text into plain words and links (`https://…`, `http://…`, `www.…`). Nothing else is one, so nothing surprises. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const { 0: found, index } of text.matchAll(LINK)) {
    const link = withoutTail(found)
    const href = addressOf(link)
    if (!href) continue
    if (index > at) pieces.push({ text: text.slice(at, index), href: null })
    pieces.push({ text: link, href })
    at = index + link.length
  }
  if (at < text.length) pieces.push({ text: text.slice(at), href: null })
  return pieces
}

function withoutTail(found: string): string {
  for (let link = found; ; ) {
    const shorter = link.replace(TAIL, (tail) => (tail.startsWith(')') && link.includes('(') ? tail : ''))
    if (shorter === link) return link
    link = shorter
  }
}

/** Only what the web itself opens; anything that does not parse stays words. */
function addressOf(link: string): string | null {
  const url = /^www\./i.test(link) ? `https://${link}` : link
  return URL.canParse(url) && new URL(url).hostname.includes('.') ? url : null
}
