import { isAbsolute } from 'node:path'
import { AppError } from '../shared/errors'
import { parseApiUrl } from './integrations/cin7/api-url'
import { isLoopback } from './lib/loopback'

/** What the environment may change, for development and tests. null: not set, or not honoured. */
export interface Config {
  /** Profile folder, absolute. */
  dataDir: string | null
  /** API address in place of Cin7 Core's own: https, or http on this computer only. Ends with a slash. */
  cin7Url: string | null
  /** Path of the tunnel program. */
  cloudflaredPath: string | null
  /** Where `npm run dev` serves the UI. */
  devServerUrl: string | null
}

const nothing: Config = { dataDir: null, cin7Url: null, cloudflaredPath: null, devServerUrl: null }

/**
 * Reads the environment once, at the start. A packaged build takes nothing from it, so that nobody can send
 * a shop's keys elsewhere by setting a variable. Throws `invalid_input` naming the variable.
 */
export function readConfig(env: NodeJS.ProcessEnv, isPackaged: boolean): Config {
  if (isPackaged) return nothing
  return {
    dataDir: read(env, 'SHELFWATCH_DATA_DIR', parsePath),
    cin7Url: read(env, 'SHELFWATCH_CIN7_URL', parseApiUrl),
    cloudflaredPath: read(env, 'SHELFWATCH_CLOUDFLARED', parsePath),
    devServerUrl: read(env, 'ELECTRON_RENDERER_URL', parseLocalUrl),
  }
}

function read(env: NodeJS.ProcessEnv, name: string, parse: (text: string) => string): string | null {
  const text = env[name]
  if (!text) return null
  try {
    return parse(text)
  } catch (error) {
    throw new AppError('invalid_input', `${name}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function parsePath(text: string): string {
  if (!isAbsolute(text)) throw new Error('must be an absolute path')
  return text
}

function parseLocalUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url?.protocol !== 'http:' || !isLoopback(url)) {
    throw new Error('must be an http:// address on this computer')
  }
  return text
}
