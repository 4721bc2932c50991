/** One measured figure. `must`: the bound it has to keep, `reach` what would be better still. */
export interface Figure {
  figure: string
  value: number
  unit: string
  must: { is: '>=' | '<='; bound: number; reach?: number } | null
  /** What it was measured against, in the same run. */
  reference: string
  /** The reference was not steady, so nothing is shown; a must counts as not met. */
  isVoid?: boolean
}

/** A group of figures with the method they were measured by. */
export interface Bench {
  name: string
  method: string
  /** What its figures say, and what they do not, for who reads the page. */
  meaning: string
  run(): Promise<readonly Figure[]>
}

export const isMet = ({ value, must, isVoid }: Figure): boolean =>
  must === null || (!isVoid && (must.is === '>=' ? value >= must.bound : value <= must.bound))

export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** The value below which a share of all lies (nearest rank). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** Three digits that matter. */
export const short = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)))

const mustText = ({ must }: Figure): string =>
  must ? `must ${must.is} ${must.bound}${must.reach ? `, reach for ${must.reach}` : ''}` : ''

export function line(figure: Figure): string {
  const mark = figure.isVoid ? 'VOID ' : figure.must ? (isMet(figure) ? 'met  ' : 'UNMET') : '     '
  const value = `${short(figure.value)} ${figure.unit}`
  return `  ${mark} ${figure.figure.padEnd(44)} ${value.padStart(14)}  ${mustText(figure).padEnd(26)} ${figure.reference}`
}

/** One row of docs/performance.md. */
export const row = (figure: Figure): string =>
  `| ${figure.figure} | ${short(figure.value)} ${figure.unit} | ${mustText(figure)}${figure.isVoid ? ' (**void**)' : isMet(figure) ? '' : ' (**unmet**)'} | ${figure.reference} |`
