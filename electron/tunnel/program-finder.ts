import { access, constants, stat } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'
import type { TunnelProgram } from '../../shared/domain/live'
import { fileDigest } from '../lib/file-digest'
import { fetchedProgramPath, type ProgramRelease, programName } from './program-releases'

export interface ProgramPlaces {
  /** The user's choice, which should be an absolute path; '': none. */
  setting: string
  /** Of the environment, for development and tests. */
  environment: string | null
  dataDir: string
  /** What the app fetches for this computer. */
  release: ProgramRelease | null
  /** The PATH variable. */
  searchPath: string
}

export interface FoundProgram {
  program: TunnelProgram | null
  /** SHA-256 of the program, hexadecimal; null: not known, it is the user's own. */
  digest: string | null
  /** Why the program that should be used cannot be; then there is none. */
  problem: string | null
}

const nothing: FoundProgram = { program: null, digest: null, problem: null }

/**
 * Looks for the tunnel program: what is set, then the environment, what was fetched, the PATH. The first that is there counts,
 * even when it cannot be used: another one in its place would be a surprise.
 */
export async function findProgram(places: ProgramPlaces): Promise<FoundProgram> {
  const { setting, environment, dataDir, release, searchPath } = places
  if (setting !== '') return findSet(setting)
  if (environment !== null) return findInEnvironment(environment)
  return (release && (await findFetched(dataDir, release))) ?? findOnPath(searchPath)
}

async function findSet(path: string): Promise<FoundProgram> {
  const fault = isAbsolute(path) ? await faultOf(path) : 'is not a full path'
  return fault === null
    ? found(path, 'setting')
    : unusable(
        `The tunnel program of the settings, “${path}”, ${fault}. Choose another one, or clear the setting to have Shelfwatch look for it.`,
      )
}

async function findInEnvironment(path: string): Promise<FoundProgram> {
  const fault = await faultOf(path)
  return fault === null
    ? found(path, 'environment')
    : unusable(`The tunnel program that SHELFWATCH_CLOUDFLARED names, “${path}”, ${fault}.`)
}

/** null: none was fetched. */
async function findFetched(dataDir: string, { digest }: ProgramRelease): Promise<FoundProgram | null> {
  const path = fetchedProgramPath(dataDir)
  const fault = await faultOf(path)
  if (fault === MISSING) return null
  const isIntact = fault === null && (await fileDigest(path).catch(() => null)) === digest
  return isIntact
    ? { ...found(path, 'fetched'), digest }
    : unusable(
        'The tunnel program that Shelfwatch fetched is not the one it knows any more, so it is not used. Fetch it again.',
      )
}

async function findOnPath(searchPath: string): Promise<FoundProgram> {
  for (const folder of searchPath.split(delimiter)) {
    const path = join(folder, programName(process.platform))
    if (isAbsolute(folder) && (await faultOf(path)) === null && !(await isOpenToAnybody(folder, path))) {
      return found(path, 'path')
    }
  }
  return nothing
}

const MISSING = 'is not there'

/** Why a file cannot be run, to be put after its name; null: it can. */
async function faultOf(path: string): Promise<string | null> {
  try {
    const stats = await stat(path)
    if (stats.isDirectory()) return 'is a folder'
    if (!stats.isFile()) return 'is not a program'
    await access(path, constants.X_OK)
    return null
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === 'ENOENT' || code === 'ENOTDIR' ? MISSING : 'may not be run by you'
  }
}

/** Whether any user of the computer could put a program of their own there. Windows keeps such rights elsewhere. */
async function isOpenToAnybody(...paths: string[]): Promise<boolean> {
  if (process.platform === 'win32') return false
  const stats = await Promise.all(paths.map((path) => stat(path)))
  return stats.some(({ mode }) => (mode & constants.S_IWOTH) !== 0)
}

function found(path: string, source: TunnelProgram['source']): FoundProgram {
  return { ...nothing, program: { path, source } }
}

function unusable(problem: string): FoundProgram {
  return { ...nothing, problem }
}
