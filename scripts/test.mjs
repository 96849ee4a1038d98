// Everything that says whether this clone is good, from setup to the packed app.
import './lib/require-node.mjs'
import { build } from './lib/build.mjs'
import { checks } from './lib/checks.mjs'
import { packFolder } from './lib/pack.mjs'
import { report, runStages } from './lib/stages.mjs'
import { runPlaywright, runVitest } from './lib/test-runners.mjs'
import { setup } from './setup/setup.mjs'

const afterSetup = (stage) => ({ ...stage, needs: ['setup', ...(stage.needs ?? [])] })

const results = await runStages([
  { name: 'setup', run: async () => ((await setup()) ? 0 : 1) },
  ...[
    ...checks,
    { name: 'tests in Node', run: runVitest },
    { name: 'build', run: build },
    { name: 'pack', needs: ['build'], run: packFolder },
    { name: 'tests in Electron', needs: ['build'], run: () => runPlaywright() },
  ].map(afterSetup),
])
report(results)
