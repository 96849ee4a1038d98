// Measures the app beside its baselines. Run by `npm run bench`, which prepares everything.
//   --only b,d    some of the figures
//   --save        puts the figures into docs/performance.md
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, release, totalmem, type } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { projectFolder } from '../launch'
import { measureAlerts } from './alerts'
import { measureBusyDay } from './busy-day'
import { type Figure, tableOf } from './figures'
import { measureFirstSync } from './first-sync'
import { measureLargeShop } from './large-shop'
import { measureKilledTunnel } from './live-kill'
import { measureLiveLoad } from './live-load'
import { measureLiveWindow } from './live-window'
import { measureAgainstPlainLoop } from './plain-loop'
import { measureQuickSync } from './quick-sync'
import { measureWindows } from './windows'

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p' },
    save: { type: 'boolean', default: false },
  },
})

const wanted = new Set(values.only.split(','))
// The large shop comes first, before other work has made this process grow.
const parts = [
  { ids: ['g', 'h'], measure: measureLargeShop },
  { ids: ['b', 'd'], measure: measureFirstSync },
  { ids: ['f'], measure: measureAgainstPlainLoop },
  { ids: ['i'], measure: measureQuickSync },
  { ids: ['j'], measure: measureBusyDay },
  { ids: ['k'], measure: measureAlerts },
  { ids: ['n', 'o'], measure: measureLiveLoad },
  { ids: ['p'], measure: measureKilledTunnel },
  { ids: ['a', 'c', 'e', 'l'], measure: measureWindows },
  { ids: ['m'], measure: measureLiveWindow },
]

const figures: Figure[] = []
for (const { ids, measure } of parts) {
  if (!ids.some((id) => wanted.has(id))) continue
  console.log(`Measuring ${ids.join(', ')} …`)
  figures.push(...(await measure()))
}
figures.sort((one, other) => one.id.localeCompare(other.id))
const table = tableOf(figures)
console.log(`\n${table}\n\n${machine()}`)
if (values.save) savePage(table)

function machine(): string {
  const [cpu] = cpus()
  const memoryGb = Math.round(totalmem() / 2 ** 30)
  return `${cpus().length} × ${cpu?.model.trim()}, ${memoryGb} GB, ${type()} ${release()}, Node ${process.versions.node}`
}

/** Puts the table, day and machine in place of the former ones; the words around them are written by hand. */
function savePage(text: string): void {
  const file = join(projectFolder, 'docs/performance.md')
  const day = new Date().toISOString().slice(0, 10)
  const block = `<!-- figures -->\n\nOn ${day}, on ${machine()}:\n\n${text}\n\n<!-- end of figures -->`
  const page = readFileSync(file, 'utf8').replace(/<!-- figures -->.*<!-- end of figures -->/s, () => block)
  writeFileSync(file, page)
}
