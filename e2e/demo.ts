// Goes through the app on sample data as a user would. Run by `npm run demo`, which prepares everything.
//   --stay         leaves the window to the user once the sample shop is there
//   --images DIR   where the screenshots go
//   --day          the shop is open: it sells, receives and moves goods, a working day in half an hour, and tells of it
//                  by webhook, through a stand-in for the tunnel program
import { parseArgs } from 'node:util'
import { type Simulator, startSimulator, WorkingDay } from '../electron/integrations/cin7/simulator'
import { systemPrograms } from '../electron/platform/tunnel-process'
import { standInCloudflared } from '../electron/testing/stand-in-cloudflared'
import { launchApp, type RunningApp, withProfile } from './launch'
import { throughStandIn, worldOf } from './live-world'
import { ConnectPage } from './pages/connect-page'
import { Frame } from './pages/frame'
import { Screenshots } from './screenshots'
import { connectSample, tour } from './tour'

const { values } = parseArgs({
  options: {
    stay: { type: 'boolean', default: false },
    images: { type: 'string', default: 'out/demo' },
    day: { type: 'boolean', default: false },
  },
})

const DAY_STEP_MS = 4_000
const number = (value: number) => value.toLocaleString('en')
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

const shop = values.day && values.stay ? await openShop() : null

await withProfile(async (profile) => {
  const app = await launchApp({
    profile,
    useGraphics: values.stay,
    ...(shop && {
      cin7Url: shop.simulator.url,
      env: { SHELFWATCH_CLOUDFLARED: shop.tunnel.path },
      switches: worldOf(shop.publicPort),
    }),
  })
  const closed = app.electron.waitForEvent('close', { timeout: 0 })
  try {
    if (values.stay) {
      if (shop) await new ConnectPage(app.window).connect(shop.simulator.credentials)
      else await connectSample(app)
      await new Frame(app.window).untilUpToDate()
      await printFigures(app)
      console.log('The window is yours. Close it to end the demo; nothing of it is kept.')
      if (shop) await keepShopOpen(app, shop.simulator)
      await closed
    } else {
      const screenshots = new Screenshots(app, values.images)
      const startedAt = performance.now()
      await tour(app, screenshots)
      await printFigures(app)
      console.log(
        `Went through ${screenshots.taken.length} views in ${seconds(performance.now() - startedAt)}`,
      )
      console.log(`Screenshots, light and dark, in ${values.images}: ${screenshots.taken.join(', ')}`)
    }
  } catch (error) {
    console.error(app.output())
    throw error
  } finally {
    await app.close()
    await shop?.simulator.close()
    shop?.tunnel.remove()
  }
})

/** A shop that tells what happens in it, and the way there. */
async function openShop() {
  const publicPort = await systemPrograms.freePort()
  const tunnel = standInCloudflared({ httpsPort: publicPort })
  const simulator = await startSimulator({ webhooks: { delayMs: 0, connect: throughStandIn(publicPort) } })
  return { simulator, tunnel, publicPort }
}

/** Something happens every few seconds until closing time, and Cin7's stand-in tells of it. */
async function keepShopOpen(app: RunningApp, shop: Simulator): Promise<void> {
  await app.call('settings.set', { liveUpdates: true })
  console.log(
    'The shop is open: goods are sold, received and moved, and show as they do. Settings, Live updates, says how.',
  )
  console.log('Cin7 and the tunnel program are stand-ins on this computer; nothing goes out.')
  const day = new WorkingDay(shop, { steps: (30 * 60_000) / DAY_STEP_MS })
  const timer = setInterval(() => day.next() ?? clearInterval(timer), DAY_STEP_MS)
  timer.unref()
}

/** What the app itself says it did. */
async function printFigures(app: RunningApp): Promise<void> {
  const [connection] = await app.call('connections.list', {})
  if (!connection) throw new Error('The app lists no connection after connecting')
  const { last } = await app.call('sync.overview', { connectionId: connection.id })
  if (!last) throw new Error('The app lists no sync after the first one')
  const { states, locations } = await app.call('stock.summary', { connectionId: connection.id })
  const took = seconds((last.finishedAt ?? last.startedAt) - last.startedAt)
  console.log(`Connected to the sample shop: ${connection.companyName}, ${locations.length} locations`)
  console.log(
    `First sync: ${last.status} after ${took}, ${number(last.calls)} calls, ` +
      `${number(last.products)} products, ${number(last.stockRows)} stock rows`,
  )
  console.log(
    `Stock: ${number(states.out)} out, ${number(states.low)} low, ${number(states.incoming)} covered by incoming, ` +
      `${number(states.ok)} OK`,
  )
}
