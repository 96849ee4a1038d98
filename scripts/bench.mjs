// `npm run bench`: measures the app beside its baselines on this machine. Takes some minutes.
//   --only b,d   some of the figures     --save   writes docs/performance.md
import './lib/require-node.mjs'
import { buildIfStale } from './lib/build.mjs'
import { withDesktop } from './lib/paths.mjs'
import { stream } from './lib/run.mjs'
import { setup } from './setup/setup.mjs'

async function bench() {
  if (!(await setup())) return 1
  const built = await buildIfStale()
  if (built !== 0) return built
  const program = [
    process.execPath,
    '--expose-gc',
    '--import',
    'tsx',
    'e2e/bench/main.ts',
    ...process.argv.slice(2),
  ]
  // The windows need a display and a keyring of their own, so that the user's are left alone.
  return process.platform === 'linux' ? stream(withDesktop, program) : stream(program[0], program.slice(1))
}

process.exitCode = await bench()
