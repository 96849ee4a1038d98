import { defineConfig } from '@playwright/test'

const report = process.env.SHELFWATCH_PLAYWRIGHT_REPORT

// One worker: the tests share one display, one keyring and one notification daemon.
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'out/test/e2e',
  workers: 1,
  timeout: 60_000,
  forbidOnly: Boolean(process.env.CI),
  reporter: report ? [['list'], ['json', { outputFile: report }]] : 'list',
})
