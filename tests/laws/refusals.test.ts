import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { features } from '#server/features.ts'
import { refusalTable } from '#server/http/refusals.ts'
import { routesOf } from '#server/routes.ts'
import { contracts } from '#shared/protocol.ts'
import { enRefusals } from '../../client/core/catalogue.ts'
import { accessPage, errorsPage } from '../../scripts/reference.ts'

const root = path.resolve(import.meta.dirname, '../..')
const refusals = refusalTable(features)
const routes = routesOf(features)
const docs = (name: string) => fs.readFileSync(path.join(root, 'docs', name), 'utf8')

/** Our own code, without the tables and words that name every code anyway. */
function sources(folder: string): string[] {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|svelte)$/.test(file) && !/words|contract\.ts|core\/refusals\.ts/.test(file))
    .map((file) => fs.readFileSync(path.join(root, folder, file), 'utf8'))
}

test('every refusal has words for the person it stops, and no words are left over', () => {
  expect(Object.keys(enRefusals).sort()).toEqual(Object.keys(refusals).sort())
  for (const [code, words] of Object.entries(enRefusals)) {
    const said = typeof words === 'string' ? words : words({})
    expect([code, said.length > 20 && !said.includes('undefined') && !said.includes('!')]).toEqual([code, true])
  }
})

test('every code is feature.reason, of the feature whose table it stands in', () => {
  for (const { name, feature, refusals: own } of features)
    for (const code of Object.keys({ ...feature?.contract.refusals, ...own })) {
      expect(code).toMatch(/^[a-z]+\.[a-zA-Z]+$/)
      expect([name, code.split('.')[0]]).toEqual([name, name])
    }
})

test('a route names only refusals there are, and each once', () => {
  for (const route of routes) {
    const unknown = route.refusals.filter((code) => !(code in refusals))
    expect([route.path, unknown, new Set(route.refusals).size]).toEqual([route.path, [], route.refusals.length])
  }
})

test('no code is given that is not in the table, and none stands there unused', () => {
  const text = [...sources('server'), ...sources('shared'), ...sources('client')].join('\n')
  const named = new Set([...text.matchAll(/'((?:[a-z]+)\.[a-zA-Z]+)'/g)].map((match) => match[1]!))
  const given = [...text.matchAll(/refuse\(\s*'([^']+)'/g)].map((match) => match[1]!)
  expect(given.filter((code) => !(code in refusals))).toEqual([])
  expect(Object.keys(refusals).filter((code) => !named.has(code))).toEqual([])
})

test('docs/errors.md and docs/access.md are what the contracts say (npm run docs)', () => {
  expect(docs('errors.md')).toBe(errorsPage(refusals))
  expect(docs('access.md')).toBe(accessPage(routes, contracts))
})
