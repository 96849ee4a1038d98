import { isAbsolute } from 'node:path'
import { z } from 'zod'
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

const file = z.string().refine(isAbsolute, 'must be an absolute path')

const Environment = z.object({
  SHELFWATCH_DATA_DIR: file.optional(),
  SHELFWATCH_CIN7_URL: z.string().transform(apiUrl).optional(),
  SHELFWATCH_CLOUDFLARED: file.optional(),
  ELECTRON_RENDERER_URL: z.string().transform(localUrl).optional(),
})

/**
 * Reads the environment once, at the start. A packaged build takes nothing from it, so that nobody can send
 * a shop's keys elsewhere by setting a variable. Throws `invalid_input` naming the variable.
 */
export function readConfig(env: NodeJS.ProcessEnv, isPackaged: boolean): Config {
  if (isPackaged) return nothing
  const set = Object.entries(env).filter(([, value]) => value !== '')
  const parsed = Environment.safeParse(Object.fromEntries(set))
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    throw new AppError('invalid_input', problems.join('\n'))
  }
  return {
    dataDir: parsed.data.SHELFWATCH_DATA_DIR ?? null,
    cin7Url: parsed.data.SHELFWATCH_CIN7_URL ?? null,
    cloudflaredPath: parsed.data.SHELFWATCH_CLOUDFLARED ?? null,
    devServerUrl: parsed.data.ELECTRON_RENDERER_URL ?? null,
  }
}

function apiUrl(text: string, context: z.RefinementCtx): string {
  try {
    return parseApiUrl(text)
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) })
    return z.NEVER
  }
}

function localUrl(text: string, context: z.RefinementCtx): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url?.protocol === 'http:' && isLoopback(url)) return text
  context.addIssue({ code: 'custom', message: 'must be an http:// address on this computer' })
  return z.NEVER
}
