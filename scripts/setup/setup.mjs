import { installDesktopPackages } from './debian-packages.mjs'
import { installElectron } from './electron.mjs'
import { readyNativeModules } from './native-modules.mjs'
import { installPackages } from './packages.mjs'
import { SetupError, step } from './step.mjs'

/** Gets everything a build, a test or a start needs. Answers false when a step failed; the reason is printed. */
export async function setup() {
  const startedAt = performance.now()
  console.log(`Setup (Node ${process.versions.node}, ${process.platform}-${process.arch})`)
  try {
    await step('Packages', installPackages)
    await step('System packages', installDesktopPackages)
    await step('Electron', installElectron)
    await step('Native modules', readyNativeModules)
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    process.exitCode = 1
    return false
  }
  console.log(`Ready in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  return true
}
