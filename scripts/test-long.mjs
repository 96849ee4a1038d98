// The tests that take minutes: faults at every call, random sequences, many kills, a whole day.
import './lib/require-node.mjs'
import { report, runStages } from './lib/stages.mjs'
import { runVitest } from './lib/test-runners.mjs'
import { setup } from './setup/setup.mjs'

const results = await runStages([
  { name: 'setup', run: async () => ((await setup()) ? 0 : 1) },
  { name: 'long tests', needs: ['setup'], run: () => runVitest('vitest.long.config.ts') },
])
report(results)
