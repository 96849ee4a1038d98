import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../lib/paths.mjs'
import { npm, tail } from '../lib/run.mjs'
import { SetupError } from './step.mjs'

/** Installs the locked packages, unless exactly those are there. */
export function installPackages(say) {
  const locked = readLock(join(root, 'package-lock.json'))
  const difference = firstDifference(locked, readInstalled())
  if (!difference) return 'the locked ones are there'

  say(`${difference}; installing the locked ones, about half a minute …`)
  // Not `npm ci`: it refuses a lock file that was written where the registry lacks the packages of other systems.
  // Install scripts differ between npm versions (which run, which are refused), so none is run: the packages that
  // need more than their files get it in the steps below.
  const { ok, output } = npm(['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'])
  const left = firstDifference(locked, readInstalled())
  if (!ok || left) {
    throw new SetupError('npm could not install the packages.', {
      cause: ok ? `${left}, also after installing` : npmErrors(output),
      next: 'check that the npm registry is reachable and that there is free disk space, then run the same command again.',
    })
  }
  return `${Object.keys(locked).length} locked`
}

const readInstalled = () => readLock(join(root, 'node_modules', '.package-lock.json'))

/** npm puts the cause first, between its warnings. */
function npmErrors(output) {
  const errors = output.split('\n').filter((line) => line.startsWith('npm error'))
  return errors.slice(0, 10).join('\n') || tail(output)
}

function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages
  } catch {
    return undefined
  }
}

/** npm keeps a list of what it installed, in the form of the lock file. */
function firstDifference(locked, installed) {
  if (!installed) return 'none are installed'
  for (const [path, entry] of Object.entries(locked)) {
    if (path === '') continue
    const found = installed[path]
    if (!found && (entry.optional || entry.devOptional)) continue
    if (found?.version !== entry.version)
      return `${path.replace('node_modules/', '')} differs from the lock file`
  }
  return undefined
}
