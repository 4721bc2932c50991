/** The demo evening: what a start, a greeting and `npm run demo` ask of it. */
export { ensureDemo } from './ensure.ts'
export { demoLinks } from './links.ts'
export { demoCode } from './tables.ts'
