import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { keptMails } from '#server/mail/kept.ts'
import { eventually } from './eventually.ts'

/** A data folder of the test's own, where mails are kept. */
export function dataFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-data-'))
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The newest mail to this address once there are `count`, with the secrets in it. */
export async function mailTo(
  data: string,
  address: string,
  count = 1,
): Promise<{ text: string; token: string; code: string }> {
  const mails = await eventually(`mail ${count} to ${address}`, async () => {
    const mine = (await keptMails({ data })).filter((mail) => mail.to === address)
    return mine.length >= count && mine
  })
  const { text } = mails[0]!
  const token = /\/in#([\w-]+)/.exec(text)?.[1] ?? ''
  const code = (/^(\d{3}) (\d{3})$/m.exec(text) ?? []).slice(1).join('')
  return { text, token, code }
}
