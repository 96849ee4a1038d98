// `npm run simulator`: the stand-in for Cin7 Core alone. Arguments go to it; `--help` lists them.
import './lib/require-node.mjs'
import { tool } from './lib/tool.mjs'
import { setup } from './setup/setup.mjs'

const cli = 'electron/integrations/cin7/simulator/cli.ts'
if (await setup()) process.exitCode = await tool('tsx', 'tsx', [cli, ...process.argv.slice(2)])
