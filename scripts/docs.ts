import fs from 'node:fs'
import path from 'node:path'
import { features } from '#server/features.ts'
import { refusalTable } from '#server/http/refusals.ts'
import { routesOf } from '#server/routes.ts'
import { settingsTable } from '#server/settings.ts'
import { contracts } from '#shared/protocol.ts'
import { accessPage, errorsPage } from './reference.ts'

// `npm run docs`: writes again the parts of the documentation that are made from the code. Tests hold them equal.
const root = path.resolve(import.meta.dirname, '..')

/** Replaces what stands between `<!-- name -->` and `<!-- /name -->`. */
function fill(file: string, name: string, text: string): void {
  const at = path.join(root, file)
  const before = fs.readFileSync(at, 'utf8')
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [head, rest] = before.split(open)
  const tail = rest?.split(close)[1]
  if (head === undefined || tail === undefined) throw new Error(`${file} has no place for ${name}`)
  fs.writeFileSync(at, `${head}${open}\n${text}\n${close}${tail}`)
}

fill('README.md', 'settings', settingsTable())
fs.writeFileSync(path.join(root, 'docs/errors.md'), errorsPage(refusalTable(features)))
fs.writeFileSync(path.join(root, 'docs/access.md'), accessPage(routesOf(features), contracts))
