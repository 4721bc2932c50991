import { runOnServer } from './ask.ts'

// `npm run demo -- links`: a fresh sign-in link for each role of the demo evening, from the running server.
if (process.argv[2] === 'links') await runOnServer('links')
else {
  console.error('Usage: npm run demo -- links')
  process.exitCode = 1
}
