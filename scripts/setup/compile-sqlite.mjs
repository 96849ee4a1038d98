import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cacheFolder, inPackage } from '../lib/paths.mjs'
import { capture, tail } from '../lib/run.mjs'
import { installCompiler } from './debian-packages.mjs'
import { SetupError } from './step.mjs'

/** Where better-sqlite3 looks before its prebuilt file. */
export const compiledSqlite = inPackage('better-sqlite3', 'build', 'Release', 'better_sqlite3.node')

// The prebuilt file is for Node-API 10 (Node 22.14, Electron 35 and later). Older hosts give what it uses only to
// modules that declare the experimental version. Compiled so, the unchanged sources load in old and new hosts.
const experimentalNodeApi = [
  '-UNAPI_VERSION',
  '-DNAPI_VERSION=2147483647',
  '-DNAPI_EXPERIMENTAL',
  '-DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT',
  '-DNODE_API_EXPERIMENTAL_NO_WARNING',
].join(' ')

/** Compiles better-sqlite3 and keeps the result for the next clone. */
export function compileSqlite(say) {
  installCompiler(say)
  const nodeGyp = inPackage('node-gyp', 'bin', 'node-gyp.js')
  const result = capture(
    process.execPath,
    [nodeGyp, 'rebuild', '--release', ...headersOfThisNode(), '--', '-Dforce_build=1'],
    { cwd: inPackage('better-sqlite3'), env: { ...process.env, CXXFLAGS: experimentalNodeApi } },
  )
  if (!result.ok) {
    throw new SetupError('better-sqlite3, the database, could not be compiled.', {
      cause: tail(result.output),
      next: 'install a C++20 compiler, make and Python 3 (Debian: g++ make python3), or use Node 22.14 or later; then run the same command again.',
    })
  }
  keepOnlyTheModule()
  mkdirSync(cacheFolder, { recursive: true })
  copyFileSync(compiledSqlite, cachedFile())
}

/** Takes the file compiled for an earlier clone, if there is one. */
export function restoreSqlite() {
  if (!existsSync(cachedFile())) return false
  mkdirSync(dirname(compiledSqlite), { recursive: true })
  copyFileSync(cachedFile(), compiledSqlite)
  return true
}

function cachedFile() {
  const { version } = JSON.parse(readFileSync(inPackage('better-sqlite3', 'package.json'), 'utf8'))
  return join(cacheFolder, `better-sqlite3-${version}-${process.platform}-${process.arch}.node`)
}

/** Headers installed beside Node spare a download. */
function headersOfThisNode() {
  const prefix = dirname(dirname(process.execPath))
  return existsSync(join(prefix, 'include', 'node', 'node_api.h')) ? [`--nodedir=${prefix}`] : []
}

/** What else the compiler left is large and would be packed with the app. */
function keepOnlyTheModule() {
  const build = inPackage('better-sqlite3', 'build')
  const kept = inPackage('better-sqlite3', 'better_sqlite3.node')
  renameSync(compiledSqlite, kept)
  rmSync(build, { recursive: true })
  mkdirSync(dirname(compiledSqlite), { recursive: true })
  renameSync(kept, compiledSqlite)
}
