import { mkdir, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron/main'
import { desktopEntry } from './desktop-entry'

const HIDDEN = '--hidden'

/** Whether the window is to stay hidden at this start. */
export function isStartedHidden(): boolean {
  if (process.argv.includes(HIDDEN)) return true
  return process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin
}

/** Makes the system start Shelfwatch, hidden, when this user signs in, or no longer. */
export async function startAtSignIn(isWanted: boolean): Promise<void> {
  // Unpackaged, the program is Electron and the app its first argument.
  const args = [...(app.isPackaged ? [] : [app.getAppPath()]), HIDDEN]
  if (process.platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: isWanted, args })
    return
  }
  const folder = join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'autostart')
  const file = join(folder, 'shelfwatch.desktop')
  if (!isWanted) return rm(file, { force: true })
  await mkdir(folder, { recursive: true })
  // What runs inside an AppImage is gone at the next start; the image itself is not.
  await writeFile(file, desktopEntry([process.env.APPIMAGE || process.execPath, ...args]))
}
