import { readFileSync } from 'node:fs'
import { inPackage } from './paths.mjs'
import { stream } from './run.mjs'

/** The file behind a package's command, so that it is started by this Node on every system alike. */
function toolFile(packageName, command) {
  const { bin } = JSON.parse(readFileSync(inPackage(packageName, 'package.json'), 'utf8'))
  return inPackage(packageName, typeof bin === 'string' ? bin : bin[command])
}

/** Runs a package's command where the user sees it, and answers with its exit code. */
export const tool = (packageName, command, args, options) =>
  stream(process.execPath, [toolFile(packageName, command), ...args], options)

/** The same as words of a command line, for a command that another one starts. */
export const toolWords = (packageName, command) => [process.execPath, toolFile(packageName, command)]
