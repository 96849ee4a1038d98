import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's own folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** A path inside an installed package. */
export const inPackage = (name, ...parts) => join(root, 'node_modules', name, ...parts)

/** Where downloads and compiled parts are kept between clones. */
export const cacheFolder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'shelfwatch')

export const withDesktop = join(root, 'scripts', 'with-desktop.sh')
