interface Bulb {
  x: number
  y: number
  isLit: boolean
}
/** About so far apart, and so far in from the edge. px */
const APART = 24
const EDGE = 5

/**
 * Where the bulbs of a marquee of this size sit: evenly along its four sides, a corner bulb in each corner. Every seventh
 * or so is unlit, always the same ones: an old sign, not a broken one.
 */
export function bulbs(width: number, height: number): Bulb[] {
  const across = Math.round((width - 2 * EDGE) / APART)
  const down = Math.round((height - 2 * EDGE) / APART)
  if (across < 2 || down < 2) return []
  const x = (i: number) => EDGE + (i * (width - 2 * EDGE)) / across
  const y = (i: number) => EDGE + (i * (height - 2 * EDGE)) / down
  const places: [x: number, y: number][] = []
  for (let i = 0; i <= across; i++) places.push([x(i), EDGE], [x(i), height - EDGE])
  for (let i = 1; i < down; i++) places.push([EDGE, y(i)], [width - EDGE, y(i)])
  return places.map(([x, y], i) => ({ x, y, isLit: (i * 7 + 3) % 15 !== 0 && (i * 5 + 1) % 23 !== 0 }))
}
