import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from '#server/config.ts'
import { settingNames, settingsTable } from '#server/settings.ts'

const root = path.resolve(import.meta.dirname, '../..')

function refusal(env: NodeJS.ProcessEnv): string {
  try {
    readConfig(env)
  } catch (error) {
    return (error as Error).message
  }
  return 'accepted'
}

test('nothing set is a Foyer on this machine, with its own database and media', () => {
  expect(readConfig({})).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    url: 'http://localhost:3000',
    isEmbedded: true,
    livekit: null,
    isProduction: false,
    demo: 'auto',
    allowedOrigins: ['http://localhost:3000', 'http://127.0.0.1:3000'],
  })
})

test('an empty value is not set', () => {
  expect(readConfig({ SMTP_URL: '', PORT: '' })).toMatchObject({ smtpUrl: null, port: 3000 })
})

test('an unknown name is refused with the nearest right one', () => {
  expect(refusal({ FOYER_DTA: './x' })).toBe(
    'FOYER_DTA is not a setting of Foyer. Did you mean FOYER_DATA? The README lists all of them.',
  )
  expect(refusal({ FOYER_ZZZZZZZZZZZZZZZZ: '1' })).not.toContain('Did you mean')
})

test('a bad value is refused with what was expected, and never repeated', () => {
  expect(refusal({ PORT: 'secret-word' })).toBe('PORT must be a port number.')
  expect(refusal({ PORT: '70000' })).toContain('PORT')
  expect(refusal({ FOYER_URL: 'https://foyer.example/path' })).toContain('without a path')
  const message = refusal({ DATABASE_URL: 'mysql://me:hunter2@host/db', SMTP_URL: 'hunter2' })
  expect(message).toContain('DATABASE_URL must be')
  expect(message).toContain('SMTP_URL must be')
  expect(message).not.toContain('hunter2')
})

test('several nodes need a database and a media server in common', () => {
  expect(refusal({ REDIS_URL: 'redis://localhost' })).toContain('DATABASE_URL and a LIVEKIT_URL')
  expect(refusal({ REDIS_URL: 'redis://localhost', DATABASE_URL: 'postgres://localhost/foyer' })).toContain(
    'LIVEKIT_URL',
  )
})

test('a LiveKit of your own needs its key and secret', () => {
  expect(refusal({ LIVEKIT_URL: 'ws://localhost:7880' })).toContain('LIVEKIT_API_SECRET')
  const own = { LIVEKIT_URL: 'ws://livekit:7880', LIVEKIT_API_KEY: 'k', LIVEKIT_API_SECRET: 's'.repeat(32) }
  expect(readConfig(own).livekit).toMatchObject({ url: 'ws://livekit:7880', publicUrl: 'ws://livekit:7880' })
  expect(readConfig({ ...own, LIVEKIT_PUBLIC_URL: 'wss://foyer.example' }).livekit?.publicUrl).toBe(
    'wss://foyer.example',
  )
})

test('in production the secrets of the compose file’s example are refused, by name', () => {
  const env = {
    DATABASE_URL: 'postgres://foyer:change-me@postgres/foyer',
    LIVEKIT_URL: 'ws://livekit:7880',
    LIVEKIT_API_KEY: 'foyer',
    LIVEKIT_API_SECRET: 'change-me-change-me-change-me-change-me',
  }
  expect(refusal({ ...env, NODE_ENV: 'production' })).toBe(
    'DATABASE_URL still holds the example’s secret. Set one of your own.\nLIVEKIT_API_SECRET still holds the example’s secret. Set one of your own.',
  )
  expect(refusal(env)).toBe('accepted')
})

test('a proxy in front is believed as far as it is said', () => {
  const read = (value: string) => readConfig({ FOYER_TRUST_PROXY: value }).trustProxy
  expect(read('off')).toBe(false)
  expect(read('on')).toBe(true)
  expect(read('2')).toBe(2)
  expect(read('10.0.0.1,10.1.0.0/16')).toEqual(['10.0.0.1', '10.1.0.0/16'])
  expect(refusal({ FOYER_TRUST_PROXY: 'maybe' })).toContain('FOYER_TRUST_PROXY must be')
})

test('the README lists exactly the settings there are', () => {
  expect(fs.readFileSync(path.join(root, 'README.md'), 'utf8')).toContain(settingsTable())
})

test('nothing else reads the environment of the server', () => {
  const files = fs.readdirSync(path.join(root, 'server'), { recursive: true, encoding: 'utf8' })
  const readers = files
    .filter((file) => file.endsWith('.ts'))
    .filter((file) => /process\.env\b/.test(fs.readFileSync(path.join(root, 'server', file), 'utf8')))
  // PATH for PostgreSQL, and the one place where the configuration is read.
  expect(readers.sort()).toEqual(['db/embedded-identity.ts', 'main.ts'])
  expect(settingNames.length).toBe(new Set(settingNames).size)
})
