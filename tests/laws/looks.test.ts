import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { findLines, sources } from '../helpers/sources.ts'

const components = sources('client/**/*.svelte')
const styles = sources('client/**/*.{svelte,css}').filter(([path]) => path !== 'client/ui/tokens.css')

describe('components hold to the house', () => {
  test('no static style attribute: the CSP forbids it', () => {
    expect(findLines(components, /\sstyle="(?![^"]*\{)/)).toEqual([])
  })
  test('logical properties only, so that right-to-left needs no second sheet', () => {
    const physical = /^\s*(?:margin|padding|border|inset)?-?(?:left|right)\s*:|text-align:\s*(?:left|right)\b/
    expect(findLines(styles, physical)).toEqual([])
  })
  test('icons are imported one by one', () => {
    expect(findLines(components, /from '@lucide\/svelte'/)).toEqual([])
  })
  test('motion is 120 to 200 ms, by the tokens', () => {
    expect(findLines(styles, /transition[^;]*\b\d+m?s/)).toEqual([])
  })
})

describe('the tokens can be read (WCAG 2.2 AA)', () => {
  const tokens = new Map<string, [light: string, dark: string]>()
  const css = readFileSync('client/ui/tokens.css', 'utf8')
  for (const [, name, one, two] of css.matchAll(/--([\w-]+):\s*(?:light-dark\((#\w+), (#\w+)\)|(?:#\w+))/g))
    if (name && one && two) tokens.set(name, [one, two])
  for (const [, name, one] of css.matchAll(/--([\w-]+):\s*(#\w+)/g)) if (name && one) tokens.set(name, [one, one])

  const GROUNDS = ['paper', 'sunk', 'raise', 'wash']
  const WORDS = ['ink', 'ink-2', 'amber-ink', 'fine', 'red']
  const SHAPES = ['amber-line', 'line-2', 'focus']
  const pairs = [
    ...GROUNDS.flatMap((ground) => WORDS.map((word) => [word, ground, 4.5] as const)),
    ...GROUNDS.flatMap((ground) => SHAPES.map((shape) => [shape, ground, 3] as const)),
    ['on-amber', 'amber', 4.5] as const,
    ['on-red', 'red-fill', 4.5] as const,
    ['paper', 'ink', 4.5] as const,
  ]
  for (const [theme, i] of [
    ['light', 0],
    ['dark', 1],
  ] as const)
    test.each(pairs)(`${theme}: %s on %s is at least %d`, (word, ground, least) => {
      expect(contrast(tokens.get(word)![i], tokens.get(ground)![i])).toBeGreaterThanOrEqual(least)
    })
})

/** WCAG's contrast ratio of two colours, 1 to 21. */
function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}
function luminance(hex: string): number {
  const full = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, '$&$&') : hex
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(full.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
