import { join } from 'node:path'
import { app, powerMonitor } from 'electron/main'
import type { App } from './app'
import { type Config, readConfig } from './config'
import { createLogger } from './lib/logger'
import { Redactor } from './lib/redactor'
import { registerAppScheme, serveUi } from './platform/app-protocol'
import { chooseDataFolder } from './platform/data-folder'
import { guardDevServer } from './platform/dev-server'
import { catchStrayErrors, failStart } from './platform/error-dialog'
import { connectIpc } from './platform/ipc-main'
import { KeytarKeychain } from './platform/keytar-keychain'
import { openLogFile } from './platform/log-file'
import { type MainWindow, openMainWindow } from './platform/main-window'
import { setMenu } from './platform/menu'
import { guardNavigation } from './platform/navigation'
import { createNetFetch } from './platform/net-fetch'
import { nodeRandom } from './platform/node-random'
import { APP_ORIGIN, originOf } from './platform/origin'
import { refusePermissions } from './platform/permissions'
import { quitAfter } from './platform/quit'
import { systemClock as clock } from './platform/system-clock'
import type { Log } from './ports'

const NAME = 'Shelfwatch'
const WINDOW_PLACE = 'window.place'

interface Setup {
  config: Config
  dataDir: string
  log: Log
  keychain: KeytarKeychain
}

app.setName(NAME)
// Lifts `--no-sandbox`, without which Chromium does not start for the superuser.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
registerAppScheme()
refusePermissions()
const setup = prepare()
if (setup) run(setup)

/** null: the program is ending, because it cannot start or already runs. */
function prepare(): Setup | null {
  try {
    const config = readConfig(process.env, app.isPackaged)
    const dataDir = chooseDataFolder(config.dataDir)
    // A profile of its own has keychain entries of its own.
    const service = config.dataDir ? `${NAME} (${dataDir})` : NAME
    const keychain = new KeytarKeychain({ service, clock })
    if (app.requestSingleInstanceLock()) return { config, dataDir, log: openLog(dataDir), keychain }
    app.exit(0)
  } catch (error) {
    failStart(error)
  }
  return null
}

function openLog(dataDir: string): Log {
  const write = openLogFile({ folder: join(dataDir, 'logs'), isEchoed: !app.isPackaged })
  return createLogger({ clock, redactor: new Redactor(), write })
}

function run(setup: Setup): void {
  const { log } = setup
  let window: MainWindow | null = null
  catchStrayErrors({ hasWindow: () => window !== null, log })
  app.on('second-instance', () => window?.raise())
  app.on('window-all-closed', () => app.quit())
  app
    .whenReady()
    .then(() => openApp(setup))
    .then((opened) => {
      window = opened
    })
    .catch((error: unknown) => failStart(error, log))
}

/**
 * The window comes first and its page is given its files; then the store is opened, while the page is busy with
 * them. Either would hold up the other.
 */
async function openApp(setup: Setup): Promise<MainWindow> {
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
  const showing = starting.then(async ({ events, settings }) => {
    events.subscribe(sendEvent)
    events.subscribe(({ name, payload }) => name === 'settings.changed' && window.setTheme(payload.theme))
    const { WindowPlace } = await import('./platform/window-place')
    window.show({ theme: settings.read().theme, place: settings.readValue(WINDOW_PLACE, WindowPlace) })
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

/** Loaded only now, so that the window does not wait for it. */
async function startWithRealPorts({ config, dataDir, log, keychain }: Setup): Promise<App> {
  const { startApp } = await import('./app')
  const ports = {
    clock,
    random: nodeRandom,
    log,
    fetch: createNetFetch({ userAgent: `${NAME}/${app.getVersion()}` }),
    keychain,
  }
  return startApp(ports, {
    dataDir,
    migrationsDir: join(import.meta.dirname, '../../drizzle/migrations'),
    config,
    version: app.getVersion(),
  })
}

function keepPlace(window: MainWindow, settings: App['settings'], log: Log): void {
  try {
    settings.writeValue(WINDOW_PLACE, window.hide())
  } catch (error) {
    log.warn('window place not kept', { error })
  }
}
