import { type NativeImage, nativeImage } from 'electron/common'
import { Menu, Tray } from 'electron/main'
import type { Log } from '../ports'
import fine from './icon/tray/fine.png?inline'
import low from './icon/tray/low.png?inline'
import trouble from './icon/tray/trouble.png?inline'

/** What Windows and macOS draw, and most Linux panels. */
const SIZE = process.platform === 'linux' ? 24 : 16

interface TrayLook {
  mark: 'fine' | 'low' | 'trouble'
  sync: string
  alerts: string
  isConnected: boolean
}

interface TrayDeps {
  onOpen(): void
  onAlerts(): void
  onSync(): void
  onQuit(): void
  log: Log
}

/** The icon in the tray with its menu. Returns what changes it; null: this system has none. */
export function openTray({
  onOpen,
  onAlerts,
  onSync,
  onQuit,
  log,
}: TrayDeps): ((look: TrayLook) => void) | null {
  const pictures = { fine: picture(fine), low: picture(low), trouble: picture(trouble) }
  let tray: Tray
  try {
    tray = new Tray(pictures.fine)
  } catch (error) {
    log.warn('no tray', { error })
    return null
  }
  tray.on('click', onOpen)
  let shown = ''
  return (look) => {
    const { mark, sync, alerts, isConnected } = look
    // A menu that is replaced while it is open closes.
    if (JSON.stringify(look) === shown) return
    shown = JSON.stringify(look)
    tray.setImage(pictures[mark])
    tray.setToolTip(isConnected ? `Shelfwatch\n${alerts}\n${sync}` : `Shelfwatch\n${sync}`)
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: sync, enabled: false },
        { label: alerts, enabled: isConnected, click: onAlerts },
        { type: 'separator' },
        { label: 'Sync now', enabled: isConnected, click: onSync },
        { label: 'Open', click: onOpen },
        { label: 'Quit', click: onQuit },
      ]),
    )
  }
}

function picture(address: string): NativeImage {
  const drawn = nativeImage.createFromDataURL(address)
  const image = drawn.resize({ width: SIZE, height: SIZE })
  image.addRepresentation({
    scaleFactor: 2,
    buffer: drawn.resize({ width: 2 * SIZE, height: 2 * SIZE }).toPNG(),
  })
  return image
}
