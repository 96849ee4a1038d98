import { join } from 'node:path'
import { AppError } from '../shared/errors'
import { cleanUp } from './clean-up'
import type { Config } from './config'
import { openDatabase } from './db/open-database'
import type { Pace } from './integrations/cin7'
import { EventBus } from './ipc/event-bus'
import { createHandlers } from './ipc/handlers'
import { createRouter } from './ipc/router'
import { DAY_MS } from './lib/day'
import { inBackground } from './lib/in-background'
import type { Ports } from './ports'
import { createServices } from './services'
import type { SettingsStore } from './settings/settings-store'
import type { Standing } from './standing'
import type { Presence } from './today/presence'

export interface AppOptions {
  /** Folder of the database; made when it is missing. */
  dataDir: string
  /** Folder with the generated migrations. */
  migrationsDir: string
  config: Config
  version: string
  /** Of whoever uses this computer; written beside what they acknowledge. */
  userName: string
  /** Only for measuring against a service whose minute is shorter. */
  cin7Pace?: Pace
  /** Nothing is done by itself, and nothing is made ready for a window. */
  isForOneSync?: boolean
}

export interface App {
  /** Answers a call by name; waits until the app has started. Never rejects. */
  dispatch: ReturnType<typeof createRouter>
  events: EventBus
  /** Small values that are no settings, such as the window's place. Usable after `start`. */
  settings: Pick<SettingsStore, 'readValue' | 'writeValue' | 'read'>
  /** Is told when the window comes on screen and when it leaves. */
  presence: Pick<Presence, 'came' | 'left'>
  /** For the tray and the taskbar. Usable after `start`. */
  standing(): Standing
  /** After the computer slept. */
  wake(): void
  /** Resolves when what follows a sync is done as well: alerts judged, a backup, and old syncs forgotten. */
  afterSync(): Promise<void>
  stop(): Promise<void>
}

/**
 * Puts the app together and starts it. Rejects with a `storage_…` code when there is no store to work on.
 */
export async function startApp(ports: Ports, options: AppOptions): Promise<App> {
  const { log } = ports
  const db = await openDatabase({
    file: join(options.dataDir, 'shelfwatch.db'),
    migrationsFolder: options.migrationsDir,
    clock: ports.clock,
    log: log.child('db'),
  })
  const events = new EventBus({ log })
  const stopping = new AbortController()
  const services = createServices(ports, options, { db, events, stopping: stopping.signal })
  const {
    connections,
    health,
    sync,
    schedule,
    views,
    sample,
    settings,
    runs,
    alerts,
    presence,
    notices,
    paces,
    live,
  } = services
  let afterSync: Promise<unknown> = Promise.resolve()
  db.onStatus((status) => {
    events.emit('storage.changed', status)
    if (!status.writable) return
    sync.saveEnds()
    schedule.onWake()
    if (!options.isForOneSync) live.onWritable()
    notices.review()
  })
  events.subscribe(({ name, payload }) => {
    if (name === 'sync.finished') {
      health.save()
      const backup = db.backUpIfDue()
      inBackground(log, 'backing up', backup)
      const keptSince = ports.clock.now() - settings.read().historyDays * DAY_MS
      const purge = runs.purge(keptSince, stopping.signal)
      inBackground(log, 'purging the history', purge)
      const review = options.isForOneSync ? Promise.resolve() : alerts.review(payload.connectionId)
      inBackground(log, 'reviewing alerts', review)
      const paced = paces.afterRun(payload)
      inBackground(log, 'working out paces', paced)
      const purgeDeliveries = live.purge(stopping.signal)
      inBackground(log, 'purging deliveries', purgeDeliveries)
      afterSync = Promise.allSettled([backup, purge, review, paced, purgeDeliveries])
      schedule.onFinished(payload)
      live.onSyncFinished(payload)
    }
    if (name === 'settings.changed') {
      alerts.reviewAll()
      notices.review()
    }
    if (name === 'sync.finished' || name === 'alerts.changed') presence.saw()
    if (name === 'settings.changed' || name === 'connection.changed') {
      schedule.onChanged()
      if (!options.isForOneSync) live.onChanged()
    }
  })

  if (db.status().writable) cleanUp(db, runs, log, stopping.signal)
  connections.start()
  if (options.isForOneSync) {
    schedule.stop()
  } else {
    for (const { id } of connections.list()) views.open(id)
    schedule.start()
    alerts.start()
    notices.start()
    paces.start()
    live.start()
  }

  const handlers = createHandlers({ ...services, db, version: options.version })
  return {
    dispatch: createRouter({
      clock: ports.clock,
      handlers,
      log: log.child('ipc'),
      translate: (error) => db.translate(error),
    }),
    events,
    settings,
    presence,
    standing: services.standing,
    wake() {
      schedule.onWake()
      live.wake()
      alerts.reviewAll()
      notices.review()
    },
    async afterSync() {
      await afterSync
    },
    async stop() {
      stopping.abort(new AppError('cancelled', 'Shelfwatch is closing.'))
      schedule.stop()
      alerts.stop()
      notices.stop()
      connections.stop()
      try {
        await Promise.all([sync.stop(), live.stop()])
        health.save()
        presence.left()
        await sample.stop()
        views.keep()
      } finally {
        db.close()
      }
    },
  }
}
