import { defineConfig } from '@playwright/test'

const report = process.env.SHELFWATCH_PLAYWRIGHT_REPORT
/** `npm run test:long`. */
const isLong = process.env.SHELFWATCH_LONG_TESTS === 'yes'

// One worker: the tests share one display, one keyring and one notification daemon. `npm test` runs two halves beside
// each other, each with its own; then everything takes longer, so what is waited for has more time.
export default defineConfig({
  testDir: 'e2e',
  testMatch: isLong ? '**/*.long.spec.ts' : '**/*.spec.ts',
  testIgnore: isLong ? [] : ['**/*.long.spec.ts'],
  outputDir: 'out/test/e2e',
  workers: 1,
  fullyParallel: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: report ? [['list'], ['json', { outputFile: report }]] : 'list',
})
