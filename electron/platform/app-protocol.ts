import { readFileSync, realpathSync } from 'node:fs'
import { sep } from 'node:path'
import { ReadableStream } from 'node:stream/web'
import { protocol } from 'electron/main'
import { findAsset } from './asset-path'
import { APP_SCHEME } from './origin'

const PIECE_BYTES = 65_536

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

/**
 * Serves the built UI, and nothing outside of its folder, also not through a link. `isProgramSent`: the page has
 * its whole script and is busy with it.
 */
export function serveUi(folder: string): { isProgramSent: Promise<void> } {
  const root = realpathSync(folder)
  const isProgramSent = new Promise<void>((resolve) => {
    protocol.handle(APP_SCHEME, ({ url, method }) => {
      const asset = method === 'GET' ? findAsset(url, root) : null
      const bytes = asset && read(asset.path, root)
      if (!bytes) return new Response('Not found', { status: 404, headers })
      const isProgram = asset.path.endsWith('.js')
      const body = ReadableStream.from(inPieces(bytes, { onEnd: () => isProgram && resolve() }))
      return new Response(body, { headers: { ...headers, 'content-type': asset.contentType } })
    })
  })
  return { isProgramSent }
}

/** At once: each turn of the loop that reading would take keeps the first picture waiting. */
function read(path: string, root: string): Uint8Array | null {
  try {
    const real = realpathSync(path)
    return real.startsWith(root + sep) ? readFileSync(real) : null
  } catch {
    return null
  }
}

/** Chromium asks for the next piece when it has room for it, so the end comes when nearly all has arrived. */
async function* inPieces(bytes: Uint8Array, { onEnd }: { onEnd(): void }): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += PIECE_BYTES) yield bytes.subarray(from, from + PIECE_BYTES)
  onEnd()
}
