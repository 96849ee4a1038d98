import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron/main'
import { AppError } from '../../shared/errors'

const NAME = 'Shelfwatch'

/**
 * Decides where this user's data is kept, before anything is written. On Windows that is the local profile:
 * the roaming one is copied over the network, which a database does not survive. Throws `storage_read_only` for a folder
 * that cannot be written to: Chromium would end the program without a word.
 */
export function chooseDataFolder(override: string | null): string {
  const localAppData = process.platform === 'win32' ? process.env.LOCALAPPDATA : undefined
  const folder = override ?? join(localAppData ?? app.getPath('appData'), NAME)
  requireWritable(folder)
  app.setPath('userData', folder)
  // Chromium's own files beside ours, not among them.
  app.setPath('sessionData', join(folder, 'browser'))
  return folder
}

function requireWritable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
  } catch (error) {
    throw new AppError(
      'storage_read_only',
      `Shelfwatch cannot write to its data folder, ${folder}. Nothing in it was changed. Allow writing there, or make room, and start Shelfwatch again.`,
      { cause: error },
    )
  }
}
