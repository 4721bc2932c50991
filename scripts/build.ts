import { CannotStart } from '#server/local/cannot-start.ts'
import { buildClient } from './start/client.ts'

// Builds the client unless it is up to date, as `npm start` does.
try {
  await buildClient()
} catch (error) {
  if (!(error instanceof CannotStart)) throw error
  console.error(error.message)
  process.exitCode = 1
}
