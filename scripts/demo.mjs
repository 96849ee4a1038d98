// `npm run demo`: the app on sample data, from a fresh clone on. Nothing of the user's own is read or changed.
//   --images DIR   where the screenshots go when there is no display (default out/demo)
//   --day          the shop is open: it sells, receives and moves goods while you look, and tells of it by live updates
import './lib/require-node.mjs'
import { buildIfStale } from './lib/build.mjs'
import { hasDisplay } from './lib/desktop.mjs'
import { withDesktop } from './lib/paths.mjs'
import { stream } from './lib/run.mjs'
import { setup } from './setup/setup.mjs'

async function demo() {
  if (!(await setup())) return 1
  const built = await buildIfStale()
  if (built !== 0) return built

  const driver = ['--import', 'tsx', 'e2e/demo.ts', ...process.argv.slice(2)]
  if (hasDisplay()) return stream(process.execPath, [...driver, '--stay'])
  console.log('There is no display, so the app runs in a virtual one and is used there as a user would.')
  return stream(withDesktop, [process.execPath, ...driver])
}

process.exitCode = await demo()
