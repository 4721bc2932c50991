// `npm run check`: format and lint, types, Svelte, dead code.
import { pathToFileURL } from 'node:url'
import { installIfNeeded } from './install.mjs'
import { bin, run } from './run.mjs'

const CHECKS = [
  ['format and lint', [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.']],
  ['types', [bin('typescript/bin/tsc'), '-p', '.', '--noEmit']],
  ['Svelte', [bin('svelte-check/bin/svelte-check'), '--tsconfig', './tsconfig.json', '--fail-on-warnings']],
  ['dead code', [bin('knip/bin/knip.js')]],
]

/** Runs all of them, two at a time; what they say is shown where they fail. Returns how many went well and how many not. */
export async function check() {
  const results = []
  const waiting = [...CHECKS]
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      results.push(await run(next[0], next[1], { isQuiet: true }))
  }
  await Promise.all([work(), work()])
  return { passed: results.filter(Boolean).length, failed: results.filter((isOk) => !isOk).length }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  installIfNeeded()
  const { failed } = await check()
  process.exitCode = failed > 0 ? 1 : 0
}
