import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '../..')
const FEATURES = ['access', 'airing', 'chat', 'conduct', 'people', 'polls', 'programme', 'qa', 'screens']
/** What every feature may stand on, on the server and in the client. */
const GROUND = ['core', 'db', 'http', 'identity', 'local', 'mail', 'media', 'realtime']

interface Import {
  from: string
  to: string
  isType: boolean
}

const files = (folder: string): string[] =>
  fs
    .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => path.posix.join(folder, name))
    .filter((name) => /\.(ts|svelte|mjs)$/.test(name) && !name.endsWith('.d.ts'))

const sources = ['shared', 'server', 'client', 'scripts'].flatMap(files)
const read = (file: string): string => fs.readFileSync(path.join(ROOT, file), 'utf8')

/** What a file imports of ours, as paths from the root; packages keep their names. */
function imports(file: string): Import[] {
  return [...read(file).matchAll(/^\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm)].map(
    ([all, type, to]) => ({
      from: file,
      to: to!.startsWith('.')
        ? path.posix.join(path.posix.dirname(file), to!)
        : to!.replace(/^#(shared|server)\//, '$1/'),
      // `import { type A, type B }` leaves nothing behind either.
      isType: Boolean(type) || /\{\s*(?:type\s+\w+\s*,?\s*)+\}/.test(all!),
    }),
  )
}

const all = sources.flatMap(imports)
const wrong = (test: (one: Import) => string | null): string[] =>
  all.flatMap((one) => {
    const why = test(one)
    return why ? [`${one.from} imports ${one.to}: ${why}`] : []
  })
const featureOf = (file: string, side: string): string | undefined =>
  FEATURES.find((name) => file.startsWith(`${side}/${name}/`))

test('shared says what can be said: it imports nothing but zod and itself', () => {
  expect(
    wrong(({ from, to }) =>
      from.startsWith('shared/') && !to.startsWith('shared/') && to !== 'zod' && !to.startsWith('zod/')
        ? 'shared runs on both sides; code that needs more belongs to server or client'
        : null,
    ),
  ).toEqual([])
})

test('shared/core knows no feature', () => {
  expect(
    wrong(({ from, to }) =>
      from.startsWith('shared/core/') && featureOf(to, 'shared') ? 'what all features share must not know one' : null,
    ),
  ).toEqual([])
})

test.each(['shared', 'server', 'client'])('in %s a feature imports no other feature but its contract', (side) => {
  expect(
    wrong(({ from, to, isType }) => {
      const mine = featureOf(from, side)
      const other = featureOf(to, side) ?? featureOf(to, 'shared')
      if (!mine || !other || mine === other) return null
      if (to.endsWith('/contract.ts') || (side === 'client' && isType)) return null
      return 'features meet in policies (by commands and jobs) and in client/views; what two need belongs to core'
    }),
  ).toEqual([])
})

test('the ground under the features knows none of them', () => {
  expect(
    wrong(({ from, to }) =>
      GROUND.some((name) => from.startsWith(`server/${name}/`)) && featureOf(to, 'server')
        ? 'a special case for one feature; give the core a way for all instead'
        : null,
    ),
  ).toEqual([])
  expect(
    wrong(({ from, to }) =>
      (from.startsWith('client/core/') || from.startsWith('client/ui/')) && featureOf(to, 'client')
        ? 'only client/views composes features'
        : null,
    ),
  ).toEqual([])
})

test('the client never reaches into the server, and contracts reach it as types only', () => {
  expect(
    wrong(({ from, to, isType }) => {
      if (!from.startsWith('client/')) return null
      if (to.startsWith('server/')) return 'the client draws what the server reveals; it cannot import it'
      const isContract = /^shared\/.*(contract|routes|wire|protocol|route)\.ts$/.test(to) || to === 'zod'
      return isContract && !isType ? 'a value import keeps 24 kB of zod in the page; use `import type`' : null
    }),
  ).toEqual([])
})

test('what decides and reveals is free of I/O, of clocks and of chance', () => {
  const deciding = sources.filter((file) => /^server\/\w+\/(domain|view)\.ts$/.test(file))
  // A domain that grew is several files beside it.
  const beside = all
    .filter(({ from, to, isType }) => deciding.includes(from) && !isType && to.startsWith(path.posix.dirname(from)))
    .map(({ to }) => to)
  const shared = sources.filter((file) => file.startsWith('shared/') && !file.endsWith('new-id.ts'))
  const pure = [...new Set([...deciding, ...beside, ...shared])]
  const found = pure.flatMap((file) =>
    [...read(file).matchAll(/Date\.now\(|new Date\(\)|Math\.random\(|crypto\.|process\.|console\./g)].map(
      ([what]) => `${file} uses ${what} – take it from ctx`,
    ),
  )
  expect(found).toEqual([])
})

test('files are named and sized to be read', () => {
  const odd = sources.flatMap((file) => {
    const name = path.posix.basename(file)
    const isNamed = name.endsWith('.svelte')
      ? /^[A-Z]\w*\.svelte$/.test(name)
      : /^[a-z0-9]+([-.][a-zA-Z0-9]+)*\.(ts|mjs)$/.test(name)
    const size = read(file).split('\n').length
    return [
      ...(isNamed ? [] : [`${file}: kebab-case for files, PascalCase for components`]),
      ...(size > 400 ? [`${file}: ${size} lines; what else does it hold?`] : []),
      ...(/[a-z]?(Manager|Helper|Util|Service|Base)s?\.svelte$|(?:^|-)(manager|helper|util|service|base)s?\.ts$/.test(
        name,
      )
        ? [`${file}: name it after what it does`]
        : []),
    ]
  })
  expect(odd).toEqual([])
})

test('no component carries a fixed style attribute, which the CSP refuses', () => {
  expect(sources.filter((file) => file.endsWith('.svelte') && /\sstyle="[^{"]*"/.test(read(file)))).toEqual([])
})

test('nothing that is said leaves the machine by name: no address of a machine or a registry in any file', () => {
  const found = [...sources, 'package-lock.json', 'package.json'].filter((file) =>
    /"resolved"|registry\.npmjs|\/work\/main|\/root\//.test(read(file)),
  )
  expect(found).toEqual([])
})
