import { globSync, readFileSync } from 'node:fs'

/** Every file of the repository that matches, as `[path, text]`; node_modules and what is built are no sources. */
export const sources = (...patterns: string[]): [path: string, text: string][] =>
  globSync(patterns, { exclude: ['node_modules/**', 'dist/**'] })
    .sort()
    .map((path) => [path, readFileSync(path, 'utf8')])

/** Lines of a text that match, as `path:line: text`, to be read in a failing test. */
export function findLines(files: readonly [string, string][], pattern: RegExp): string[] {
  return files.flatMap(([path, text]) =>
    text.split('\n').flatMap((line, i) => (pattern.test(line) ? [`${path}:${i + 1}: ${line.trim()}`] : [])),
  )
}
