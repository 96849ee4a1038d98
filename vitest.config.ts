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
    // Ends what hangs. A busy machine takes ten times as long as a quiet one.
    testTimeout: 120_000,
  },
})
