// Goes through the app on sample data as a user would. Run by `npm run demo`, which prepares everything.
//   --stay         leaves the window to the user once the sample shop is there
//   --images DIR   where the screenshots go
import { parseArgs } from 'node:util'
import { launchApp, type RunningApp, withProfile } from './launch'
import { Frame } from './pages/frame'
import { Screenshots } from './screenshots'
import { connectSample, tour } from './tour'

const { values } = parseArgs({
  options: { stay: { type: 'boolean', default: false }, images: { type: 'string', default: 'out/demo' } },
})

const number = (value: number) => value.toLocaleString('en')
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

await withProfile(async (profile) => {
  const app = await launchApp({ profile, useGraphics: values.stay })
  const closed = app.electron.waitForEvent('close', { timeout: 0 })
  try {
    if (values.stay) {
      await connectSample(app)
      await new Frame(app.window).untilUpToDate()
      await printFigures(app)
      console.log('The window is yours. Close it to end the demo; nothing of it is kept.')
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
  }
})

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
