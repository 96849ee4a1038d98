import { readFile, realpath } from 'node:fs/promises'
import { sep } from 'node:path'
import { protocol } from 'electron/main'
import { findAsset } from './asset-path'
import { APP_SCHEME } from './origin'

const headers = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'none'",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
}

/** Must run before Electron is ready. Gives the UI an origin of its own instead of that of local files. */
export function registerAppScheme(): void {
  const privileges = { standard: true, secure: true, codeCache: true }
  protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges }])
}

/** Serves the built UI, and nothing outside of its folder, also not through a link. */
export async function serveUi(folder: string): Promise<void> {
  const root = await realpath(folder)
  protocol.handle(APP_SCHEME, async ({ url, method }) => {
    const asset = method === 'GET' ? findAsset(url, root) : null
    const body = asset && (await read(asset.path, root))
    if (!body) return new Response('Not found', { status: 404, headers })
    return new Response(body, { headers: { ...headers, 'content-type': asset.contentType } })
  })
}

async function read(path: string, root: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const real = await realpath(path)
    return real.startsWith(root + sep) ? new Uint8Array(await readFile(real)) : null
  } catch {
    return null
  }
}
