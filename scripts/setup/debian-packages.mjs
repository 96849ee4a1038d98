import { existsSync } from 'node:fs'
import { capture, tail } from '../lib/run.mjs'
import { SetupError } from './step.mjs'

// Names on Debian 12 and, where they differ, on Debian 13 and Ubuntu 24.04.
const forTheApp = [
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libasound2', 'libasound2t64'],
  ['libnss3'],
  ['libgbm1'],
  ['libnotify4'],
  ['libsecret-1-0'],
]
const forTheVirtualDesktop = [['xvfb'], ['dbus'], ['gnome-keyring'], ['dunst']]
const forCompiling = [['g++'], ['make'], ['python3']]

const isDebian = () => existsSync('/usr/bin/dpkg-query') && existsSync('/usr/bin/apt-get')

/** Installs what Electron loads from the system, and what a virtual desktop for tests is made of. */
export function installDesktopPackages(say) {
  if (process.platform !== 'linux') return 'none needed'
  if (!isDebian()) return 'not a Debian system, so not checked; see the README when the app does not start'

  const missing = missingOf([...forTheApp, ...forTheVirtualDesktop])
  if (missing.length === 0) return 'all there'
  if (process.getuid?.() === 0) return aptInstall(missing, say)

  const neededNow = missingOf(forTheApp)
  if (neededNow.length > 0) throw notRoot(neededNow, missing)
  return `the app has what it needs; for the demo without a display and for the tests run: ${commandFor(missing)}`
}

/** Installs the compiler, when something has to be compiled. Answers false where it is not known how. */
export function installCompiler(say) {
  if (process.platform !== 'linux' || !isDebian()) return false
  const missing = missingOf(forCompiling)
  if (missing.length === 0) return true
  if (process.getuid?.() !== 0) throw notRoot(missing, missing)
  say(aptInstall(missing, say))
  return true
}

function missingOf(groups) {
  const { output } = capture('dpkg-query', [
    '-W',
    '-f',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own placeholders
    '${Package} ${db:Status-Status}\\n',
    ...groups.flat(),
  ])
  const installed = new Set(
    output
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  )
  return groups.filter((names) => !names.some((name) => installed.has(name)))
}

function aptInstall(groups, say) {
  const names = () => groups.map(nameHere)
  say(`installing ${groups.map(([name]) => name).join(' ')} …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args) => capture('apt-get', ['-o', 'DPkg::Lock::Timeout=120', '-qq', ...args], { env })

  const update = apt('update')
  const install = apt('install', '-y', '--no-install-recommends', ...names())
  if (!install.ok) {
    throw new SetupError('the system packages could not be installed.', {
      cause: tail(`${update.ok ? '' : update.output}\n${install.output}`.trim()),
      next: `run this by itself and see what it says: ${commandFor(groups)}`,
    })
  }
  return `installed ${names().join(' ')}`
}

/** The name, of the ones a package goes by, that this release can install. */
function nameHere(names) {
  return names.find((name) => /Candidate: \d/.test(capture('apt-cache', ['policy', name]).output)) ?? names[0]
}

const commandFor = (groups) =>
  `sudo apt-get install -y --no-install-recommends ${groups.map(nameHere).join(' ')}`

const notRoot = (needed, missing) =>
  new SetupError('packages of the system are missing, and only root may install them.', {
    cause: `not installed: ${needed.map(([name]) => name).join(', ')}`,
    next: `run this, then the same command again: ${commandFor(missing)}`,
  })
