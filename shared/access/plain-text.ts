/** A piece of a plain text, as it is drawn. */
export type Block =
  | { kind: 'title'; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; items: readonly string[] }

const ITEM = /^[-*•]\s+/
const TITLE = /^#+\s+/

/**
 * A text as people type it, in pieces: an empty line ends one, lines that begin with `- ` are a list, one that begins with
 * `# ` is a title. Nothing else means anything.
 */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  let isOpen = false
  for (const line of text.split('\n').map((one) => one.trim())) {
    const last = isOpen ? blocks.at(-1) : undefined
    isOpen = line !== '' && !TITLE.test(line)
    if (line === '') continue
    if (TITLE.test(line)) blocks.push({ kind: 'title', text: line.replace(TITLE, '') })
    else if (ITEM.test(line)) {
      const item = line.replace(ITEM, '')
      if (last?.kind === 'list') blocks.splice(-1, 1, { kind: 'list', items: [...last.items, item] })
      else blocks.push({ kind: 'list', items: [item] })
    } else if (last?.kind === 'paragraph') blocks.splice(-1, 1, { kind: 'paragraph', text: `${last.text} ${line}` })
    else blocks.push({ kind: 'paragraph', text: line })
  }
  return blocks
}
