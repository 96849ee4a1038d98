// `npm start` opens the built app with the user's own account; `npm run dev` does so with hot reload.
import './lib/require-node.mjs'
import { buildIfStale } from './lib/build.mjs'
import { hasDisplay, needsNoSandbox } from './lib/desktop.mjs'
import { root } from './lib/paths.mjs'
import { stream } from './lib/run.mjs'
import { tool } from './lib/tool.mjs'
import { electronProgram } from './setup/electron.mjs'
import { setup } from './setup/setup.mjs'

const dev = process.argv.includes('--dev')

async function start() {
  if (!(await setup())) return 1
  if (!hasDisplay()) {
    console.error('There is no display to open a window on (DISPLAY and WAYLAND_DISPLAY are not set).')
    console.error('Next step: start it in a desktop session, or look at the app with `npm run demo`.')
    return 1
  }
  if (dev)
    return tool('electron-vite', 'electron-vite', ['dev', ...(needsNoSandbox() ? ['--noSandbox'] : [])])
  const built = await buildIfStale()
  return built === 0
    ? stream(electronProgram(), [root, ...(needsNoSandbox() ? ['--no-sandbox'] : [])])
    : built
}

process.exitCode = await start()
