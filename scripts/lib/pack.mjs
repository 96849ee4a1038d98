import { readFileSync } from 'node:fs'
import { electronVersion } from '../setup/electron.mjs'
import { inPackage } from './paths.mjs'
import { tool } from './tool.mjs'

const madeFor = () => JSON.parse(readFileSync(inPackage('electron', 'package.json'), 'utf8')).version

/** Whether the installed Electron is the one a release is made with. */
export const isReleaseElectron = () => electronVersion() === madeFor()

/** Packs what was built into dist/, for this computer; answers with an exit code. */
export function packFolder() {
  if (!isReleaseElectron()) {
    console.log(
      `Packed with the fallback Electron ${electronVersion()}: good for tests, not for giving to anyone.`,
    )
  }
  return packWith(['--dir'])
}

/** Makes this system's installers in dist/; answers with an exit code. */
export const packInstallers = () => packWith([])

const packWith = (args) =>
  tool('electron-builder', 'electron-builder', [
    ...args,
    '--publish',
    'never',
    `--config.electronVersion=${electronVersion()}`,
  ])
