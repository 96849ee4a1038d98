import { defineConfig } from 'vitest/config'

/** What takes minutes: `npm run test:long`. A sample of each stands in a file beside it that `npm test` runs. */
export default defineConfig({
  test: {
    include: ['electron/**/*.long.test.ts'],
    testTimeout: 30 * 60_000,
    hookTimeout: 30 * 60_000,
  },
})
