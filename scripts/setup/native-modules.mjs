import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inPackage, root } from '../lib/paths.mjs'
import { capture, tail } from '../lib/run.mjs'
import { compiledSqlite, compileSqlite, restoreSqlite } from './compile-sqlite.mjs'
import { electronProgram } from './electron.mjs'
import { SetupError } from './step.mjs'

const stampFile = join(root, 'node_modules', '.shelfwatch-setup.json')

const sqliteProbe = `new (require('better-sqlite3'))(':memory:').close()`
const keytarProbe = `if (typeof require('keytar').getPassword !== 'function') process.exit(1)`

/** Makes better-sqlite3 and keytar load in this Node (tests) and in Electron (the app). */
export function readyNativeModules(say) {
  if (readStamp() === fingerprint()) return 'better-sqlite3 and keytar load in Node and in Electron'

  const how = readySqlite(say)
  const keytar = loadsInBoth(keytarProbe)
  if (!keytar.ok) {
    throw new SetupError('keytar, which reaches the keychain, does not load.', {
      cause: `in ${keytar.where}: ${tail(keytar.output)}`,
      next: 'on Linux install libsecret (Debian: libsecret-1-0), then run the same command again.',
    })
  }
  writeFileSync(stampFile, fingerprint())
  return `better-sqlite3 (${how}) and keytar load in Node and in Electron`
}

function readySqlite(say) {
  if (loadsInBoth(sqliteProbe).ok) return 'as installed'
  if (restoreSqlite() && loadsInBoth(sqliteProbe).ok) return 'compiled earlier on this computer'

  say('the prebuilt better-sqlite3 is too new for this Node or Electron; compiling it once, about a minute …')
  compileSqlite(say)
  const sqlite = loadsInBoth(sqliteProbe)
  if (!sqlite.ok) {
    throw new SetupError('better-sqlite3, the database, does not load.', {
      cause: `in ${sqlite.where}: ${tail(sqlite.output)}`,
      next: 'delete node_modules and run the same command again; a newer Node (22.14 or later) avoids compiling.',
    })
  }
  return 'compiled'
}

/** In a process of its own each, because a module for another Node-API version crashes its host. */
function loadsInBoth(probe) {
  const electron = electronProgram()
  const asNode = { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } }
  const inNode = capture(process.execPath, ['-e', probe])
  if (!inNode.ok) return { ...inNode, where: `Node ${process.versions.node}` }
  return { ...capture(electron, ['-e', probe], asNode), where: 'Electron' }
}

/** Changes whenever something that the probes depend on does. */
function fingerprint() {
  const parts = [process.version, root]
  for (const file of [
    electronProgram(),
    compiledSqlite,
    inPackage('better-sqlite3', 'package.json'),
    inPackage('keytar', 'package.json'),
  ]) {
    const found = file && statSync(file, { throwIfNoEntry: false })
    parts.push(found ? `${found.size} ${Math.round(found.mtimeMs)}` : 'none')
  }
  return `${JSON.stringify(parts)}\n`
}

function readStamp() {
  try {
    return readFileSync(stampFile, 'utf8')
  } catch {
    return undefined
  }
}
