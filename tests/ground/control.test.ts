import fs from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { askControl, openControl } from '#server/control.ts'
import { socketPath } from '#server/db/embedded-address.ts'
import { CannotStart } from '#server/local/cannot-start.ts'
import { emptyFolder } from '../helpers/supervisor.ts'

let data: string
let cleanups: (() => unknown)[]
beforeEach(() => {
  data = emptyFolder()
  cleanups = [() => fs.rmSync(data, { recursive: true, force: true })]
})
afterEach(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup()
})

async function open() {
  const control = await openControl(data)
  cleanups.push(() => control.close())
  return control
}

test('a script asks and gets lines; only this user can', async () => {
  const control = await open()
  control.on('owner-link', async ([mail]) => [`a link for ${mail}`])
  expect(await askControl(data, 'owner-link', ['ana@foyer.example'])).toEqual(['a link for ana@foyer.example'])
  expect(fs.statSync(socketPath(data, 'control')).mode & 0o777).toBe(0o600)
})

test('what goes wrong comes back as a plain line', async () => {
  const control = await open()
  control.on('links', async () => {
    throw new CannotStart('There is no demo evening here.')
  })
  await expect(askControl(data, 'links')).rejects.toThrow('There is no demo evening here.')
  await expect(askControl(data, 'dance')).rejects.toThrow('The server has no command dance.')
})

test('without a server the script says how to start one', async () => {
  await expect(askControl(data, 'links')).rejects.toThrow(
    `No Foyer runs on ${data}. Start it with \`npm start\` first.`,
  )
})

test('a server takes over the socket a killed one left', async () => {
  fs.writeFileSync(socketPath(data, 'control'), '')
  const control = await open()
  control.on('links', async () => ['here'])
  expect(await askControl(data, 'links')).toEqual(['here'])
})
