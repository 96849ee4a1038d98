import { dialog } from 'electron/main'
import type { Log } from '../ports'
import type { MainWindow } from './main-window'

interface KeepDeps {
  window: MainWindow
  /** Closing hides the window only while this says so. */
  isWanted(): boolean
  wasExplained(): boolean
  /** Remembered. */
  onExplained(): void
  /** The user does not want it, now or later. */
  onQuit(): void
  log: Log
}

/** Closing the window leaves the program running. The first time says so, with the choice to quit instead. */
export function keepInTray({ window, isWanted, wasExplained, onExplained, onQuit, log }: KeepDeps): void {
  let isAsking = false
  window.onClose((event) => {
    if (!isWanted()) return
    event.preventDefault()
    if (wasExplained()) window.hide()
    else if (!isAsking) {
      isAsking = true
      explain(window)
        .then((isToQuit) => {
          onExplained()
          if (isToQuit) onQuit()
          else window.hide()
        })
        .catch((error: unknown) => log.error('closing was not explained', { error }))
        .finally(() => {
          isAsking = false
        })
    }
  })
}

async function explain(window: MainWindow): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window.browserWindow, {
    type: 'info',
    title: 'Shelfwatch',
    message: 'Shelfwatch goes on watching your stock',
    detail:
      'Its window closes, and its icon stays in the tray, so that you are told when something runs low. Open it from there, or start Shelfwatch again. Settings, This computer, has a switch for this.',
    buttons: ['Keep running', 'Quit instead'],
    defaultId: 0,
    cancelId: 0,
  })
  return response === 1
}
