import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { bringOn } from './bring-on.ts'
import { commandsFifty, commandsOne } from './commands.ts'
import { control } from './control.ts'
import { deliver } from './deliver.ts'
import { fold } from './fold.ts'
import { firstFrame, glass } from './picture.ts'
import { promotion } from './promotion.ts'
import { questionsAsked, questionsJoined, questionVotes } from './questions.ts'
import { questionsShown } from './questions-shown.ts'
import { react } from './react.ts'
import { type Bench, type Figure, isMet, line, row } from './report.ts'
import { similar } from './similar.ts'
import { starting } from './start.ts'

/*
 * `npm run bench [NAME…] [--json]`: measures, prints every figure with its method, and ends with 1 if a must is not met.
 * A run of everything writes docs/performance.md.
 */
const benches = [
  commandsOne,
  commandsFifty,
  deliver,
  control,
  react,
  fold,
  similar,
  questionVotes,
  questionsAsked,
  questionsJoined,
  questionsShown,
  starting,
  firstFrame,
  glass,
  bringOn,
  promotion,
]
const names = process.argv.slice(2).filter((arg) => !arg.startsWith('--'))
const isJson = process.argv.includes('--json')
const unknown = names.filter((name) => !benches.some((bench) => bench.name === name))
if (unknown.length > 0) {
  console.error(`There is no figure ${unknown.join(', ')}. There are: ${benches.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}

const chosen = benches.filter(({ name }) => names.length === 0 || names.includes(name))
const results: (Omit<Bench, 'run'> & { figures: readonly Figure[] })[] = []
for (const { name, method, meaning, run } of chosen) {
  if (!isJson) console.log(`\n${name}\n  ${method}`)
  const figures = await run()
  results.push({ name, method, meaning, figures })
  for (const figure of figures)
    console.log(
      isJson
        ? JSON.stringify({ ...figure, must: figure.must && `${figure.must.is} ${figure.must.bound}` })
        : line(figure),
    )
}

const figures = results.flatMap((result) => result.figures)
if (names.length === 0) fs.writeFileSync(path.resolve(import.meta.dirname, '../../docs/performance.md'), page())
process.exitCode = figures.every(isMet) ? 0 : 1

function page(): string {
  const { model = 'unknown' } = os.cpus()[0] ?? {}
  const parts = results.map(
    ({ name, method, meaning, figures: rows }) =>
      `## ${name}\n\n${meaning}\n\n${method}\n\n| figure | measured | bound | against |\n|---|---|---|---|\n${rows.map(row).join('\n')}\n`,
  )
  return [
    '# Performance',
    '',
    `Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: ${os.cpus().length} cores (${model.trim()}), Node ${process.versions.node}. Ratios are against a reference measured in the same run, in turn with it; absolute figures hold for this machine only.`,
    '',
    ...parts,
  ].join('\n')
}
