import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../lib/paths.mjs'
import { npm, tail } from '../lib/run.mjs'
import { SetupError } from './step.mjs'

/** Installs the locked packages, unless exactly those are there. */
export function installPackages(say) {
  const locked = readLock(join(root, 'package-lock.json'))
  const difference = firstDifference(locked, readLock(join(root, 'node_modules', '.package-lock.json')))
  if (!difference) return 'the locked ones are there'

  say(`${difference}; installing the locked ones, about half a minute …`)
  // Install scripts differ between npm versions (which run, which are refused), so none is run:
  // the two packages that need more than their files get it in the steps below.
  const { ok, output } = npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'])
  if (!ok) {
    throw new SetupError('npm could not install the packages.', {
      cause: tail(output),
      next: 'check that the npm registry is reachable and that there is free disk space, then run the same command again.',
    })
  }
  return `${Object.keys(locked).length} locked`
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
