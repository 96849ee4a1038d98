// The tests that take minutes: faults at every call, random sequences, many kills, a whole day.
import './lib/require-node.mjs'
import { report, runStages, seconds } from './lib/stages.mjs'
import { runVitest } from './lib/test-runners.mjs'
import { setup } from './setup/setup.mjs'

const results = await runStages([
  { name: 'setup', run: async () => ((await setup()) ? 0 : 1) },
  { name: 'long tests', needs: ['setup'], run: () => runVitest('vitest.long.config.ts') },
])
console.log('\nCases')
for (const { name, ms, status } of results.flatMap(({ cases = [] }) => cases))
  console.log(`  ${status === 'passed' ? '✓' : '✗'} ${seconds(ms).padStart(9)}  ${name}`)
report(results)
