import { createHash, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { systemPrograms } from '../electron/platform/tunnel-process'
import { isAlive } from '../electron/testing/processes'
import { type StandInCloudflared, standInCloudflared } from '../electron/testing/stand-in-cloudflared'
import { test as base } from './app-test'
import type { RunningApp } from './launch'

interface LiveFixtures {
  /** Where all public hosts of tunnels lead to: the stand-in's port on this computer. */
  publicPort: number
  /** In cloudflared's place. */
  tunnel: StandInCloudflared
  /** Starts the app with this tunnel program, in a world in which its hosts are known. */
  startLive: (env?: Record<string, string>) => Promise<RunningApp>
}

const certificate = readFileSync(new URL('stand-in-cloudflared/certificate.pem', import.meta.url), 'utf8')
const trusted = createHash('sha256')
  .update(new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' }))
  .digest('base64')

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

  webhooks: async ({ publicPort }, use) =>
    use({ delayMs: 0, connect: () => ({ port: publicPort, ca: certificate }) }),

  startLive: async ({ start, tunnel, publicPort }, use) => {
    const hosts = ['*.trycloudflare.com', '*.example.com'].map(
      (host) => `MAP ${host} 127.0.0.1:${publicPort}`,
    )
    const switches = [
      `--host-resolver-rules=${hosts.join(',')}`,
      `--ignore-certificate-errors-spki-list=${trusted}`,
    ]
    await use((env = {}) => start({ SHELFWATCH_CLOUDFLARED: tunnel.path, ...env }, switches))
  },
})
