import { configDefaults, defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'electron/**/*.test.ts',
      'shared/**/*.test.ts',
      'renderer/**/*.test.{ts,tsx}',
      'scripts/**/*.test.mjs',
    ],
    exclude: [...configDefaults.exclude, '**/*.long.test.ts'],
    // Vitest itself would leave one core idle: on two, that is half of them.
    maxWorkers: '100%',
    // Ends what hangs. A busy machine takes ten times as long as a quiet one.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
