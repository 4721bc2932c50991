/** A catalogue: strings, and functions that make one from facts. */
export interface Catalogue {
  readonly [name: string]: string | ((...facts: never[]) => string) | Catalogue
}

const PLAIN = 'aceilnosuyzACEILNOSUYZ'
const MARKED = 'àçéîļñöşüýžÀÇÉÎĻÑÖŞÜÝŽ'

/** `Send me a link` → `[Şéñd mé à ļîñk ·····]`: marked, and longer by a third as German is. */
export function pseudo(text: string): string {
  const marked = [...text].map((letter) => MARKED[PLAIN.indexOf(letter)] ?? letter).join('')
  return `[${marked} ${'·'.repeat(Math.ceil(text.length / 3))}]`
}

/** A catalogue as a pseudo-language: whatever stays plain on a page was written into the page. */
export function pseudoCatalogue<M extends Catalogue>(catalogue: M): M {
  return new Proxy(catalogue, {
    get(target, name) {
      const entry: Catalogue[string] | undefined = Reflect.get(target, name)
      if (typeof entry === 'string') return pseudo(entry)
      if (typeof entry === 'function') return (...facts: never[]) => pseudo(entry(...facts))
      return entry && pseudoCatalogue(entry)
    },
  })
}
