// The tests that take minutes: faults at every call, random sequences, many kills, a whole day, and screens in every state.
import './lib/require-node.mjs'
import { build } from './lib/build.mjs'
import { report, runStages, seconds } from './lib/stages.mjs'
import { runPlaywright, runVitest } from './lib/test-runners.mjs'
import { setup } from './setup/setup.mjs'

const results = await runStages([
  { name: 'setup', run: async () => ((await setup()) ? 0 : 1) },
  { name: 'long tests', needs: ['setup'], run: () => runVitest('vitest.long.config.ts') },
  { name: 'build', needs: ['setup'], run: build },
  { name: 'long tests in Electron', needs: ['build'], run: () => runPlaywright({ isLong: true }) },
])
console.log('\nCases')
for (const { name, ms, status } of results.flatMap(({ cases = [] }) => cases))
  console.log(`  ${status === 'passed' ? '✓' : '✗'} ${seconds(ms).padStart(9)}  ${name}`)
report(results)
