import { app } from 'electron/main'
import { z } from 'zod'
import type { EventName } from '../shared/ipc/events'
import type { App } from './app'
import { inBackground } from './lib/in-background'
import { keepInTray } from './platform/keep-in-tray'
import type { MainWindow } from './platform/main-window'
import { startAtSignIn } from './platform/sign-in'
import { openTray } from './platform/tray'
import type { Log } from './ports'
import { startSync } from './sync-once-run'

const CLOSING_EXPLAINED = 'window.closingExplained'

const changesStanding = new Set<EventName>([
  'alerts.changed',
  'connection.changed',
  'sync.started',
  'sync.finished',
])

/** What the app shows and does on the desktop beside its window: tray, count, the way back into the window, sign-in. */
export function setUpDesktop({ window, started, log }: { window: MainWindow; started: App; log: Log }): void {
  const { events, settings, dispatch } = started
  const showInTray = openTray({
    onOpen: () => window.raise(),
    onAlerts: () => events.emit('app.navigate', { to: 'alerts' }),
    onSync: () => inBackground(log, 'a sync asked for in the tray', startSync(started, 'full')),
    onQuit: () => app.quit(),
    log,
  })
  const showStanding = () => {
    const standing = started.standing()
    showInTray?.(standing)
    window.showCount(standing.openAlerts, standing.alerts)
  }
  let isStartedAtSignIn = settings.read().startAtSignIn
  events.subscribe(({ name, payload }) => {
    if (changesStanding.has(name)) showStanding()
    if (name === 'app.navigate') window.raise()
    if (name !== 'settings.changed' || payload.startAtSignIn === isStartedAtSignIn) return
    isStartedAtSignIn = payload.startAtSignIn
    inBackground(log, 'setting the start at sign-in', startAtSignIn(isStartedAtSignIn))
  })
  keepInTray({
    window,
    // Without an account there is nothing to watch.
    isWanted: () => showInTray !== null && settings.read().keepInTray && started.standing().isConnected,
    wasExplained: () => settings.readValue(CLOSING_EXPLAINED, z.boolean()) === true,
    onExplained: () => settings.writeValue(CLOSING_EXPLAINED, true),
    onQuit: () => void dispatch('settings.set', { keepInTray: false }).then(() => app.quit()),
    log,
  })
  showStanding()
}
