/** How many are here, as everyone may know it. */
const STEPS = [0, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000] as const

/** The largest step that is not above `count`: "25 or more". Exact figures would let anyone watch people come and go. */
export const bandOf = (count: number): number => STEPS.findLast((step) => step <= count) ?? 0
