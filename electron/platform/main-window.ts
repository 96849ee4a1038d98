import { type NativeImage, nativeImage } from 'electron/common'
import { app, BrowserWindow, nativeTheme, screen, type WebContents } from 'electron/main'
import type { Log } from '../ports'
import { countPictureSize, drawCount } from './count-picture'
import { fitToScreens, smallest, usual } from './screens'
import type { WindowPlace } from './window-place'

/** What the window looks like before the page does, so that nothing flashes. */
const backgrounds = { light: '#ffffff', dark: '#16181b' }

const RELOADS = 3
const RELOADS_WITHIN_MS = 60_000

export interface WindowLook {
  theme: 'system' | 'light' | 'dark'
  /** null: in the middle of the main screen. */
  place: WindowPlace | null
  /** It is not shown before it is raised. */
  isHidden: boolean
}

export interface MainWindow {
  contents: WebContents
  browserWindow: BrowserWindow
  /** The page has been loaded, or will not be. */
  isLoaded: Promise<void>
  /** Puts the window where it was, and shows it as soon as the page has something to show. */
  show(look: WindowLook): void
  /** Told of each time the window comes on screen or leaves it. */
  onShown(listener: (isShown: boolean) => void): void
  /** Decides what `prefers-color-scheme` says in the page, and how the system draws the frame. */
  setTheme(theme: WindowLook['theme']): void
  /** In front of all others, as when the program is started a second time. */
  raise(): void
  /** The user closes it, which can be prevented. */
  onClose(listener: (event: { preventDefault(): void }) => void): void
  /** The number on the icon in the taskbar or dock; 0: none. `words` say what it counts. */
  showCount(count: number, words: string): void
  /** Also before quitting, and when the user has closed it already. Returns where it was. */
  hide(): WindowPlace
}

/** Opens the window unseen and starts loading its page. */
export function openMainWindow(deps: { address: string; preload: string; log: Log }): MainWindow {
  const { address, preload, log } = deps
  const window = new BrowserWindow({
    title: 'Shelfwatch',
    show: false,
    ...usual,
    useContentSize: true,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  })
  const isLoaded = new Promise<void>((resolve) => {
    window.webContents.once('did-stop-loading', resolve)
    window.once('closed', resolve)
  })
  const isPainted = new Promise<void>((resolve) => window.once('ready-to-show', resolve))
  window.setMinimumSize(...frameOf(window))
  window.on('page-title-updated', (event) => event.preventDefault())
  const load = () => {
    window.loadURL(address).catch((error: unknown) => {
      if (!window.isDestroyed()) log.error('page did not load', { error })
    })
  }
  onCrash(window, log, load)
  load()

  const placeNow = (): WindowPlace => ({ ...window.getNormalBounds(), isMaximized: window.isMaximized() })
  let lastPlace = placeNow()
  window.on('close', () => {
    lastPlace = placeNow()
  })
  return {
    contents: window.webContents,
    browserWindow: window,
    isLoaded,
    show(look) {
      if (window.isDestroyed()) return
      apply(look, window)
      if (!look.isHidden) void isPainted.then(() => !window.isDestroyed() && window.show())
    },
    onShown(listener) {
      window.on('show', () => listener(true))
      window.on('hide', () => listener(false))
      window.on('closed', () => listener(false))
    },
    setTheme(theme) {
      if (!window.isDestroyed()) setTheme(theme, window)
    },
    raise() {
      if (window.isDestroyed()) return
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
    onClose(listener) {
      window.on('close', listener)
    },
    showCount(count, words) {
      app.setBadgeCount(count)
      if (process.platform !== 'win32' || window.isDestroyed()) return
      window.setOverlayIcon(count > 0 ? countPicture(count) : null, words)
    },
    hide() {
      if (window.isDestroyed()) return lastPlace
      window.hide()
      return placeNow()
    },
  }
}

function apply({ theme, place }: WindowLook, window: BrowserWindow): void {
  setTheme(theme, window)
  const areas = screen.getAllDisplays().map((display) => display.workArea)
  const bounds = place && fitToScreens(place, areas)
  if (bounds) window.setBounds(bounds)
  if (place?.isMaximized) window.maximize()
}

function countPicture(count: number): NativeImage {
  return nativeImage.createFromBitmap(drawCount(count), countPictureSize)
}

function setTheme(theme: WindowLook['theme'], window: BrowserWindow): void {
  nativeTheme.themeSource = theme
  window.setBackgroundColor(nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light)
}

/** The smallest outer size, so that the content gets its smallest size. */
function frameOf(window: BrowserWindow): [number, number] {
  const outer = window.getBounds()
  const inner = window.getContentBounds()
  return [smallest.width + outer.width - inner.width, smallest.height + outer.height - inner.height]
}

/** The main process keeps working when the page dies; a new page asks it for everything again. */
function onCrash(window: BrowserWindow, log: Log, load: () => void): void {
  let crashes: number[] = []
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.error('page crashed', { reason, exitCode })
    const now = performance.now()
    crashes = [...crashes.filter((at) => now - at < RELOADS_WITHIN_MS), now]
    // Not at once: Electron is still clearing up after the old page.
    if (crashes.length <= RELOADS) setImmediate(() => window.isDestroyed() || load())
  })
}
