import { join } from 'node:path'
import { app, powerMonitor } from 'electron/main'
import type { App } from './app'
import type { Config } from './config'
import { inBackground } from './lib/in-background'
import { registerAppScheme, serveUi } from './platform/app-protocol'
import { guardDevServer } from './platform/dev-server'
import { catchStrayErrors, failStart } from './platform/error-dialog'
import { connectIpc } from './platform/ipc-main'
import { type MainWindow, openMainWindow } from './platform/main-window'
import { setMenu } from './platform/menu'
import { guardNavigation } from './platform/navigation'
import { APP_ORIGIN, originOf } from './platform/origin'
import { refusePermissions } from './platform/permissions'
import { quitAfter } from './platform/quit'
import { isStartedHidden } from './platform/sign-in'
import { systemClock as clock } from './platform/system-clock'
import type { Log } from './ports'
import { APP_ID, NAME, prepare, prepareOnceFree, type Setup, startWithRealPorts } from './setup'
import { syncOnce } from './sync-once'
import { readLockData, readSyncRequest } from './sync-once-request'
import { startSync } from './sync-once-run'

const WINDOW_PLACE = 'window.place'

app.setName(NAME)
// Windows gives notices the name of the program that was installed under this id.
if (process.platform === 'win32') app.setAppUserModelId(APP_ID)
// Lifts `--no-sandbox`, without which Chromium does not start for the superuser.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
registerAppScheme()
refusePermissions()
const request = readSyncRequest(process.argv)
if (request) syncOnce(request)
else open().catch((error: unknown) => failStart(error))

async function open(): Promise<void> {
  const setup = prepare(null, isStartedHidden() ? { isHidden: true } : {}) ?? (await prepareOnceFree())
  if (setup) run(setup)
  else app.exit(0)
}

function run(setup: Setup): void {
  const { log } = setup
  let window: MainWindow | null = null
  const start = { isHidden: isStartedHidden() }
  catchStrayErrors({ hasWindow: () => window !== null, log })
  const raise = () => {
    start.isHidden = false
    window?.raise()
  }
  app.on('activate', raise)
  app.on('second-instance', (_event, _args, _folder, data) => {
    if (readLockData(data) === 'window') raise()
  })
  app.on('window-all-closed', () => app.quit())
  app
    .whenReady()
    .then(() => openApp(setup, start))
    .then((opened) => {
      window = opened
    })
    .catch((error: unknown) => failStart(error, log))
}

/**
 * The window comes first and its page is given its files; then the store is opened, while the page is busy with
 * them. Either would hold up the other.
 */
async function openApp(setup: Setup, start: { isHidden: boolean }): Promise<MainWindow> {
  const { config, log } = setup
  log.info('started', { version: app.getVersion(), electron: process.versions.electron })
  const { address, origin, isProgramSent } = servePage(config)
  guardNavigation({ origin, log })
  setMenu()
  const window = openMainWindow({
    address,
    preload: join(import.meta.dirname, '../preload/preload.cjs'),
    log,
  })
  const starting = Promise.race([isProgramSent, window.isLoaded]).then(() => startWithRealPorts(setup))
  const sendEvent = connectIpc({
    contents: window.contents,
    origin,
    dispatch: async (name, input) => (await starting).dispatch(name, input),
    log,
  })
  const showing = starting.then(async (started) => {
    const { events, settings, presence } = started
    events.subscribe(sendEvent)
    window.onShown((isShown) => (isShown ? presence.came() : presence.left()))
    events.subscribe(({ name, payload }) => name === 'settings.changed' && window.setTheme(payload.theme))
    const { WindowPlace } = await import('./platform/window-place')
    const place = settings.readValue(WINDOW_PLACE, WindowPlace)
    window.show({ theme: settings.read().theme, place, isHidden: start.isHidden })
    if (window.browserWindow.isDestroyed()) return
    const { setUpDesktop } = await import('./desktop')
    setUpDesktop({ window, started, log })
  })
  app.on('second-instance', (_event, _args, _folder, data) => {
    const kind = readLockData(data)
    if (kind === 'full' || kind === 'quick')
      inBackground(
        log,
        'a sync asked for by a second start',
        starting.then((started) => startSync(started, kind)),
      )
  })
  powerMonitor.on('resume', () => void starting.then(({ wake }) => wake()))
  quitAfter({
    clock,
    log,
    isHeldUp: () => setup.keychain.isWaiting,
    async stop() {
      await showing
      const { settings, stop } = await starting
      keepPlace(window, settings, log)
      await stop()
    },
  })
  await showing
  return window
}

interface Page {
  address: string
  origin: string
  isProgramSent: Promise<void>
}

function servePage({ devServerUrl }: Config): Page {
  const origin = devServerUrl && originOf(devServerUrl)
  if (origin) {
    guardDevServer(origin)
    return { address: devServerUrl, origin, isProgramSent: Promise.resolve() }
  }
  const { isProgramSent } = serveUi(join(import.meta.dirname, '../renderer'))
  return { address: `${APP_ORIGIN}/`, origin: APP_ORIGIN, isProgramSent }
}

function keepPlace(window: MainWindow, settings: App['settings'], log: Log): void {
  try {
    settings.writeValue(WINDOW_PLACE, window.hide())
  } catch (error) {
    log.warn('window place not kept', { error })
  }
}
