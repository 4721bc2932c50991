import fs from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { Config } from '../config.ts'

/** A mail as it is sent or kept. */
export const Letter = z.object({ to: z.string(), subject: z.string(), text: z.string() })
export type Letter = z.infer<typeof Letter>
const Kept = Letter.extend({ at: z.number() })
export type Kept = z.infer<typeof Kept>

/** So many kept mails stay on disk. */
const KEPT = 50

const folderOf = (config: Pick<Config, 'data'>): string => path.join(config.data, 'mail')

/** Keeps a mail as a file of FOYER_DATA instead of sending it; outside production, without SMTP_URL. */
export async function keepMail(config: Pick<Config, 'data'>, letter: Letter, id: string, now: number): Promise<void> {
  const folder = folderOf(config)
  await fs.mkdir(folder, { recursive: true, mode: 0o700 })
  const file = path.join(folder, `${String(now).padStart(14, '0')}-${id}.json`)
  // Whoever looks meanwhile sees the whole mail or none.
  await fs.writeFile(`${file}.new`, JSON.stringify({ ...letter, at: now }, null, 2), { mode: 0o600 })
  await fs.rename(`${file}.new`, file)
  const names = await namesIn(folder)
  await Promise.all(names.slice(0, -KEPT).map((old) => fs.rm(path.join(folder, old), { force: true })))
}

/** The kept mails, newest first. */
export async function keptMails(config: Pick<Config, 'data'>): Promise<Kept[]> {
  const folder = folderOf(config)
  const names = (await namesIn(folder)).reverse()
  return Promise.all(
    names.map(async (name) => Kept.parse(JSON.parse(await fs.readFile(path.join(folder, name), 'utf8')))),
  )
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await fs.readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
