// `npm run dist:dir` packs the app for this computer; `npm run dist` makes this system's installers.
import './lib/require-node.mjs'
import { build } from './lib/build.mjs'
import { isReleaseElectron, packFolder, packInstallers } from './lib/pack.mjs'
import { setup } from './setup/setup.mjs'

const folderOnly = process.argv.includes('--dir')

async function dist() {
  if (!(await setup())) return 1
  if (!folderOnly && !isReleaseElectron()) {
    console.error('Installers are made with the official Electron only, and this clone runs on the fallback.')
    console.error(
      'Next step: use a machine that reaches github.com, or pack for a test with `npm run dist:dir`.',
    )
    return 1
  }
  const built = await build()
  if (built !== 0) return built
  return folderOnly ? packFolder() : packInstallers()
}

process.exitCode = await dist()
