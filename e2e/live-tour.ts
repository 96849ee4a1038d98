import { expect } from '@playwright/test'
import type { Simulator } from '../electron/integrations/cin7/simulator'
import type { LiveStatus } from '../shared/domain/live'
import { cannedLive } from './canned-live'
import type { RunningApp } from './launch'
import { ConnectPage } from './pages/connect-page'
import { Frame } from './pages/frame'
import { LiveSection } from './pages/live-section'

/** Connects an account, waits for its figures and opens Settings. */
export async function openLive(app: RunningApp, { credentials }: Simulator) {
  await new ConnectPage(app.window).connect(credentials)
  const frame = new Frame(app.window)
  await frame.untilUpToDate()
  await frame.open('Settings')
  return { frame, section: new LiveSection(app.window) }
}

/** As `openLive`, with answers about live updates that the test gives, `first` to begin with. */
export async function openCannedLive(app: RunningApp, simulator: Simulator, first: LiveStatus) {
  const live = await cannedLive(app, first)
  return { live, ...(await openLive(app, simulator)) }
}

/** As `openLive`, then turns live updates on and waits until they are. */
export async function goLive(app: RunningApp, simulator: Simulator) {
  const opened = await openLive(app, simulator)
  await opened.section.switch.click()
  await untilLive(opened.section)
  return opened
}

export async function untilLive(section: LiveSection): Promise<void> {
  await expect(section.state).toContainText('Live since', { timeout: 40_000 })
}
