import { createTransport } from 'nodemailer'
import type { Config } from '../config.ts'
import type { Letter } from './kept.ts'

/** `on`: sent by SMTP. `kept`: put into the data folder. `off`: production without SMTP_URL. */
export type MailWay = 'on' | 'kept' | 'off'

export const mailWay = (config: Pick<Config, 'smtpUrl' | 'isProduction'>): MailWay => {
  if (config.smtpUrl) return 'on'
  return config.isProduction ? 'off' : 'kept'
}

/** Sends one mail; throws when the mail server does not take it, so the job tries again. */
export async function sendMail({ smtpUrl, mailFrom }: Config, letter: Letter, signal: AbortSignal): Promise<void> {
  if (!smtpUrl) throw new Error('SMTP_URL is not set')
  const transport = createTransport(
    { url: smtpUrl, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 },
    { from: mailFrom },
  )
  const stop = () => transport.close()
  signal.addEventListener('abort', stop, { once: true })
  try {
    // `auto-generated` keeps holiday answers away.
    await transport.sendMail({ ...letter, headers: { 'auto-submitted': 'auto-generated' } })
  } finally {
    signal.removeEventListener('abort', stop)
    transport.close()
  }
}
