import { runOnServer } from './ask.ts'

// `npm run owner -- link MAIL`: a one-time link that signs MAIL in as an owner, who may create events.
const [verb, mail] = process.argv.slice(2)
if (verb === 'link' && mail) await runOnServer('owner-link', [mail])
else {
  console.error('Usage: npm run owner -- link MAIL')
  process.exitCode = 1
}
