// Types, format, lint and unused code: the quick part of `npm test`.
import './lib/require-node.mjs'
import { checks } from './lib/checks.mjs'
import { report, runStages } from './lib/stages.mjs'
import { setup } from './setup/setup.mjs'

if (await setup()) report(await runStages(checks))
