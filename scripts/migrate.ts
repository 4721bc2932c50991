import { type Config, readConfig } from '#server/config.ts'
import { startEmbedded } from '#server/db/embedded.ts'
import { CannotStart } from '#server/local/cannot-start.ts'
import { migrateDatabase } from './start/database.ts'

// `npm run migrate`: brings the database up to date without starting Foyer. The embedded one must not be in use.
async function run(config: Config): Promise<void> {
  const embedded = config.isEmbedded ? await startEmbedded(config.data) : undefined
  try {
    const applied = await migrateDatabase(config)
    console.log(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The database is up to date.')
  } finally {
    await embedded?.stop()
  }
}

try {
  await run(readConfig(process.env))
} catch (error) {
  if (!(error instanceof CannotStart)) throw error
  console.error(error.message)
  process.exitCode = 1
}
