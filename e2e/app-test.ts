import { test as base } from '@playwright/test'
import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../electron/integrations/cin7/simulator'
import { launchApp, type RunningApp, withProfile } from './launch'

export interface AppFixtures {
  /** The view that an app with an account comes to. */
  view: 'today' | 'stock'
  /** How the service sends events; null: it sends none. */
  webhooks: NonNullable<SimulatorOptions['webhooks']> | null

  /** An empty data folder of this test alone. */
  profile: string
  /** A small shop behind the API that the app takes for Cin7. */
  simulator: Simulator
  /** Starts the app on this test's profile, again after a close if need be. It is closed at the end. */
  start: (env?: Record<string, string>, switches?: string[]) => Promise<RunningApp>
}

export const test = base.extend<AppFixtures>({
  view: ['stock', { option: true }],
  webhooks: [null, { option: true }],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what is used from here
  profile: async ({}, use) => withProfile(use),

  simulator: async ({ webhooks }, use) => {
    const simulator = await startSimulator({ plan: { products: 200 }, ...(webhooks && { webhooks }) })
    await use(simulator)
    await simulator.close()
  },

  start: async ({ profile, simulator, view }, use, testInfo) => {
    const started: RunningApp[] = []
    await use(async (env = {}, switches = []) => {
      const app = await launchApp({ profile, cin7Url: simulator.url, env, switches })
      started.push(app)
      // Asked while it still starts, the main process sometimes loses Playwright's questions.
      await app.window.locator('#root > *').filter({ visible: true }).first().waitFor()
      if (view !== 'today') await app.window.evaluate((to) => location.assign(`#/${to}`), view)
      return app
    })
    const failed = testInfo.status !== testInfo.expectedStatus
    for (const [index, app] of started.entries()) {
      if (failed) await testInfo.attach(`output-${index + 1}.txt`, { body: app.output() })
      if (failed && !app.window.isClosed()) {
        await testInfo.attach(`window-${index + 1}.png`, { body: await app.window.screenshot() })
      }
      await app.close()
    }
  },
})
