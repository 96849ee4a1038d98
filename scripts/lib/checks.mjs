import { tool } from './tool.mjs'

/** What is checked without running the app. Each answers with an exit code. */
export const checks = [
  { name: 'types', run: () => tool('typescript', 'tsc', ['-b']) },
  { name: 'format and lint', run: () => tool('@biomejs/biome', 'biome', ['ci', '--error-on-warnings', '.']) },
  { name: 'lint with types', run: () => tool('oxlint', 'oxlint', ['--type-aware', '--deny-warnings']) },
  { name: 'unused code', run: () => tool('knip', 'knip', ['--no-progress']) },
]
