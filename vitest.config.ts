import { defineConfig } from 'vitest/config'

const node = { environment: 'node', pool: 'forks', testTimeout: 20_000, hookTimeout: 60_000 } as const

/** `rules` needs nothing and starts at once; `parts` shares one real PostgreSQL. Browsers are Playwright's (tests/e2e). */
export default defineConfig({
  test: {
    maxWorkers: 2,
    reporters: ['default', './tests/helpers/total.ts'],
    projects: [
      { extends: true, test: { ...node, name: 'rules', include: ['tests/domain/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          ...node,
          name: 'parts',
          include: ['tests/{ports,app,cluster,laws,ground}/**/*.test.ts'],
          globalSetup: ['./tests/helpers/postgres.ts'],
        },
      },
    ],
  },
})
