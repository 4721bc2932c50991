import fs from 'node:fs'
import { test as base, type Page } from '@playwright/test'
import { askControl } from '#server/control.ts'
import { keptMails } from '#server/mail/kept.ts'
import type { Role } from '#shared/core/people.ts'
import { emptyFolder, startSupervisor } from '../helpers/supervisor.ts'

/** A whole Foyer as `npm start` runs it, with its demo evening: one for each worker. */
export interface House {
  /** As its links name it: the one allowed origin. */
  url: string
  /** Where it keeps its data, mails included. */
  data: string
  /** A fresh sign-in link for the first one of the demo evening with this role. */
  linkFor(role: Role): Promise<string>
  /** The newest kept mail to an address: its link and its six digits. */
  mailTo(address: string): Promise<{ link: string; digits: string }>
}

interface PerTest {
  /** A page in a browser profile of its own, signed in as someone of the demo evening, in the lobby. */
  enterAs: (role: Role) => Promise<Page>
}

export const test = base.extend<PerTest, { house: House }>({
  house: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
    async ({}, use) => {
      const data = emptyFolder()
      const supervised = await startSupervisor(data, { env: { FOYER_DEMO: 'on' } })
      await supervised.says(/\/in#/)
      const linkFor = async (role: Role) => {
        const line = (await askControl(data, 'links')).find((line) => line.startsWith(role))
        if (!line) throw new Error(`The demo evening has no link for a ${role}.`)
        return line.slice(line.indexOf('http'))
      }
      const url = new URL(await linkFor('attendee')).origin
      await use({ url, data, linkFor, mailTo: (address) => mailTo(data, address) })
      supervised.process.kill('SIGTERM')
      await supervised.ended
      fs.rmSync(data, { recursive: true, force: true })
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  enterAs: async ({ browser, house }, use) => {
    const contexts: { close(): Promise<void> }[] = []
    await use(async (role) => {
      const context = await browser.newContext({ baseURL: house.url })
      contexts.push(context)
      const page = await context.newPage()
      await page.goto(await house.linkFor(role))
      await page.waitForURL(/\/e\//)
      return page
    })
    for (const context of contexts) await context.close()
  },
  baseURL: async ({ house }, use) => use(house.url),
})

async function mailTo(data: string, address: string): Promise<{ link: string; digits: string }> {
  const mail = (await keptMails({ data })).find((one) => one.to === address)
  const link = /https?:\/\/\S+\/in#\S+/.exec(mail?.text ?? '')?.[0]
  const digits = /^(\d{3} \d{3})$/m.exec(mail?.text ?? '')?.[1]
  if (!link || !digits) throw new Error(`No sign-in mail was kept for ${address}.`)
  return { link, digits }
}
