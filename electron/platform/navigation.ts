import { shell } from 'electron/common'
import { app, type WebContents } from 'electron/main'
import type { Log } from '../ports'
import { allowedExternalUrl } from './external-url'
import { originOf } from './origin'

/**
 * Keeps every page of the app on its own origin: no navigation or redirect away, no frames from elsewhere, no new
 * windows, no webviews. A link that asks for a new window opens in the browser if its address is allowed.
 */
export function guardNavigation({ origin, log }: { origin: string; log: Log }): void {
  app.on('web-contents-created', (_event, contents) => guard(contents, origin, log))
}

function guard(contents: WebContents, origin: string, log: Log): void {
  const stay = (event: { url: string; preventDefault(): void }) => {
    if (originOf(event.url) === origin) return
    event.preventDefault()
    log.warn('navigation refused', { to: originOf(event.url) })
  }
  contents.on('will-navigate', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    const address = allowedExternalUrl(url)
    if (address) void openInBrowser(address, log)
    else log.warn('new window refused', { to: originOf(url) })
    return { action: 'deny' }
  })
}

async function openInBrowser(address: string, log: Log): Promise<void> {
  try {
    await shell.openExternal(address)
  } catch (error) {
    log.warn('browser could not be opened', { error })
  }
}
