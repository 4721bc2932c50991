import type { FastifyInstance } from 'fastify'
import type { Context } from '../context.ts'
import { isFromThisMachine } from '../http/address.ts'
import { keptMails } from './kept.ts'
import { mailWay } from './post.ts'

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[letter] ?? '')

const linked = (text: string): string =>
  escaped(text).replace(/https?:\/\/\S+/g, (url) => `<a href="${url}">${url}</a>`)

/** `/dev/mail`: the mails that were kept instead of sent, for whoever sits at this machine. */
export function serveKeptMails(app: FastifyInstance, { config }: Pick<Context, 'config'>): void {
  if (mailWay(config) !== 'kept') return
  app.get('/dev/mail', async (request, reply) => {
    if (!isFromThisMachine(request)) return reply.callNotFound()
    const mails = await keptMails(config)
    const list = mails.map(
      (mail) =>
        `<article><h2>${escaped(mail.subject)}</h2><p>To ${escaped(mail.to)}, ${new Date(mail.at).toISOString()}</p><pre>${linked(mail.text)}</pre></article>`,
    )
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(
        `<!doctype html><html lang="en"><meta charset="utf-8"><title>Kept mails</title><h1>Kept mails</h1>${list.join('') || '<p>No mail yet.</p>'}</html>`,
      )
  })
}
