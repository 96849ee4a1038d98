import { extname, resolve, sep } from 'node:path'
import { APP_ORIGIN } from './origin'

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

export interface Asset {
  path: string
  contentType: string
}

/**
 * The file inside `folder` that an address of the app's own scheme names, or null when it names none: another
 * host, a way out of the folder, a disguised character or a kind of file that the UI does not have.
 */
export function findAsset(address: string, folder: string): Asset | null {
  // Read from the raw address: the URL class would tidy `..` and backslashes away before they are seen.
  if (!address.startsWith(`${APP_ORIGIN}/`)) return null
  const name = decode(address.slice(APP_ORIGIN.length + 1).replace(/[?#].*$/s, ''))
  if (name === null || /[\0\\%:]/.test(name) || name.split('/').includes('..')) return null
  const path = resolve(folder, name === '' ? 'index.html' : name)
  const contentType = contentTypes[extname(path)]
  return contentType && path.startsWith(folder + sep) ? { path, contentType } : null
}

/** Once: what is still encoded afterwards is refused. */
function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
