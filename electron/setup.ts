import { userInfo } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron/main'
import type { App, AppOptions } from './app'
import { type Config, readConfig } from './config'
import { createLogger } from './lib/logger'
import { Redactor } from './lib/redactor'
import { chooseFile } from './platform/choose-file'
import { confirm } from './platform/confirm'
import { chooseDataFolder } from './platform/data-folder'
import { createDesktopNotifier } from './platform/desktop-notifier'
import { KeytarKeychain } from './platform/keytar-keychain'
import { openLogFile } from './platform/log-file'
import { createNetFetch } from './platform/net-fetch'
import { nodeRandom } from './platform/node-random'
import { systemClock as clock } from './platform/system-clock'
import { systemPrograms } from './platform/tunnel-process'
import type { Log } from './ports'
import type { LockData, SyncRequest } from './sync-once-request'
import type { TunnelState } from './tunnel/tunnel-state'

export const NAME = 'Shelfwatch'
/** The same as in electron-builder.yml. */
export const APP_ID = 'app.shelfwatch.desktop'

export interface Setup {
  config: Config
  dataDir: string
  log: Log
  keychain: KeytarKeychain
}

const TRY_AGAIN_AFTER_MS = 250
const TRIES = 20

/**
 * What both the window and a single sync need before Electron is ready. null: Shelfwatch runs already, and was
 * told of this start. Throws an `AppError` when it cannot start.
 */
export function prepare(
  request: SyncRequest | null,
  lockData: LockData | Record<string, never> = lockDataOf(request),
): Setup | null {
  const config = readConfig(process.env, app.isPackaged)
  const dataDir = chooseDataFolder(config.dataDir)
  // A profile of its own has keychain entries of its own.
  const service = config.dataDir ? `${NAME} (${dataDir})` : NAME
  const keychain = new KeytarKeychain({ service, clock, isUnattended: request !== null })
  if (!app.requestSingleInstanceLock(lockData)) return null
  // The output of a single sync is for its outcome alone.
  const isEchoed = !app.isPackaged && request === null
  return { config, dataDir, log: openLog(dataDir, isEchoed), keychain }
}

/** A single sync makes room for the window. null: what runs is a window, which has come to the front. */
export async function prepareOnceFree(): Promise<Setup | null> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    await clock.sleep(TRY_AGAIN_AFTER_MS)
    const setup = prepare(null, { isWaiting: true })
    if (setup) return setup
  }
  return null
}

/** '' where the system has no name for the account. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return ''
  }
}

function lockDataOf(request: SyncRequest | null): LockData | Record<string, never> {
  return request ? { syncOnce: request.kind } : {}
}

function openLog(dataDir: string, isEchoed: boolean): Log {
  const write = openLogFile({ folder: join(dataDir, 'logs'), isEchoed })
  return createLogger({ clock, redactor: new Redactor(), write })
}

/** Loaded only now, so that the window does not wait for it. */
export async function startWithRealPorts(
  { config, dataDir, log, keychain }: Setup,
  options: Pick<AppOptions, 'isForOneSync'> = {},
): Promise<App> {
  const [{ startApp }, { CloudflaredTunnel }] = await Promise.all([
    import('./app'),
    import('./tunnel/cloudflared-tunnel'),
  ])
  const fetch = createNetFetch({ userAgent: `${NAME}/${app.getVersion()}` })
  const ports = {
    chooseFile,
    clock,
    confirm,
    random: nodeRandom,
    log,
    fetch,
    keychain,
    notifier: createDesktopNotifier(),
    createTunnel: (onChange: (state: TunnelState) => void) =>
      new CloudflaredTunnel({
        clock,
        fetch,
        log: log.child('tunnel'),
        random: nodeRandom,
        programs: systemPrograms,
        environment: process.env,
        folder: dataDir,
        onChange,
      }),
  }
  return startApp(ports, {
    dataDir,
    migrationsDir: join(import.meta.dirname, '../../drizzle/migrations'),
    config,
    version: app.getVersion(),
    userName: userName(),
    ...options,
  })
}
