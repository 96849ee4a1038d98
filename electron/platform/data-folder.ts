import { join } from 'node:path'
import { app } from 'electron/main'

const NAME = 'Shelfwatch'

/**
 * Decides where this user's data is kept, before anything is written. On Windows that is the local profile:
 * the roaming one is copied over the network, which a database does not survive.
 */
export function chooseDataFolder(override: string | null): string {
  const localAppData = process.platform === 'win32' ? process.env.LOCALAPPDATA : undefined
  const folder = override ?? join(localAppData ?? app.getPath('appData'), NAME)
  app.setPath('userData', folder)
  // Chromium's own files beside ours, not among them.
  app.setPath('sessionData', join(folder, 'browser'))
  return folder
}
