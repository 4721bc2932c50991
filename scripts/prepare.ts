import { findLivekit } from '#server/media/local-binary.ts'
import { findChromium } from '../tests/helpers/chromium.ts'
import { findRedis } from '../tests/helpers/redis.ts'

// `node scripts/prepare.ts chromium redis livekit`: finds, fetches or builds what the tests need, one after the other.
const WAYS: Record<string, () => Promise<string>> = {
  chromium: findChromium,
  redis: findRedis,
  livekit: () =>
    findLivekit({
      env: process.env,
      onStep: (step, detail) => {
        if (step !== 'looking') console.log(`  LiveKit: ${step} ${detail}`)
      },
    }),
}

for (const name of process.argv.slice(2)) {
  try {
    await WAYS[name]?.()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
