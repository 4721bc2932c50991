// `npm run send -- ADDRESS TOKEN [FILM]`: a test encoder for rehearsals, until Ctrl-C.
import fs from 'node:fs'
import { CannotSend, type Sending, startSending } from './send/whip-sender.ts'

const [address = '', token = '', film] = process.argv.slice(2)
if (!URL.canParse(address) || !token || (film !== undefined && !fs.existsSync(film))) {
  console.error('Usage: npm run send -- ADDRESS TOKEN [FILM]')
  console.error(
    'ADDRESS and TOKEN stand on the event’s page for its room camera; FILM is a file to send instead of the test card.',
  )
  process.exit(1)
}

const stopped = new Promise<'stopped'>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve('stopped'))
})

try {
  const sending: Sending = await startSending(address, token, film)
  console.log(`Sending ${film ?? 'the test card'}. Ctrl-C stops it.`)
  const why = await Promise.race([stopped, sending.lost])
  await sending.end()
  console.log(why === 'stopped' ? 'Stopped.' : 'The line was lost, or someone else sends with this token.')
  process.exitCode = why === 'stopped' ? 0 : 1
} catch (error) {
  if (!(error instanceof CannotSend)) throw error
  console.error(error.message)
  process.exitCode = 1
}
