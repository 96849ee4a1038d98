import { systemPrograms } from '../electron/platform/tunnel-process'
import { isAlive } from '../electron/testing/processes'
import { type StandInCloudflared, standInCloudflared } from '../electron/testing/stand-in-cloudflared'
import { test as base } from './app-test'
import type { RunningApp } from './launch'
import { throughStandIn, worldOf } from './live-world'

interface LiveFixtures {
  /** Where all public hosts of tunnels lead to: the stand-in's port on this computer. */
  publicPort: number
  /** In cloudflared's place. */
  tunnel: StandInCloudflared
  /** Starts the app with this tunnel program, in a world in which its hosts are known. */
  startLive: (env?: Record<string, string>) => Promise<RunningApp>
}

/** With a service that sends its events at once, through the public side of the stand-in for cloudflared. */
export const test = base.extend<LiveFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what is used from here
  publicPort: async ({}, use) => use(await systemPrograms.freePort()),

  tunnel: async ({ publicPort }, use) => {
    const tunnel = standInCloudflared({ httpsPort: publicPort })
    await use(tunnel)
    const pid = tunnel.state()?.pid
    // One that a failed test left behind.
    if (pid !== undefined && isAlive(pid)) process.kill(pid, 'SIGKILL')
    tunnel.remove()
  },

  webhooks: async ({ publicPort }, use) => use({ delayMs: 0, connect: throughStandIn(publicPort) }),

  startLive: async ({ start, tunnel, publicPort }, use) => {
    await use((env = {}) => start({ SHELFWATCH_CLOUDFLARED: tunnel.path, ...env }, worldOf(publicPort)))
  },
})
