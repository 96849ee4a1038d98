// Measures the app beside its baselines. Run by `npm run bench`, which prepares everything.
//   --only b,d    some of the figures
//   --save        writes docs/performance.md
import { writeFileSync } from 'node:fs'
import { cpus, release, totalmem, type } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { projectFolder } from '../launch'
import { type Figure, tableOf } from './figures'
import { measureFirstSync } from './first-sync'
import { measureLargeShop } from './large-shop'
import { measureAgainstPlainLoop } from './plain-loop'
import { measureQuickSync } from './quick-sync'
import { measureWindows } from './windows'

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'a,b,c,d,e,f,g,h,i' },
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
  { ids: ['a', 'c', 'e'], measure: measureWindows },
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

function savePage(text: string): void {
  const day = new Date().toISOString().slice(0, 10)
  const page = `# Performance

Measured by \`npm run bench -- --save\` on ${day}. Each figure stands beside a baseline from the same run on the same machine, so the
ratios carry over better than the times. Nothing here is asserted in a test.

Machine: ${machine()}. Electron without a graphics card, in a virtual display.

${text}

- **a** From starting the process until the first rows are on screen and the search box takes the focus, against a program that opens one window
  with an empty page. Both are started through the same driver, in turn, and looked at at every frame; the first start of each is not counted. The rows are those kept at the last quit: the
  index is read after they are drawn, and a search or a sort in that moment waits for it. That wait is not in this figure.
- **b** The provider's rows (products and stock rows) divided by the time of the whole run: HTTP, parsing, checking, comparing, writing. The
  baseline parses the same pages and inserts the same rows into the same tables with bare better-sqlite3, 1,000 rows to a transaction; it reads no HTTP. The
  simulator runs in a process of its own; the app's pace is lifted for this figure.
- **c** From the input event until the frame with the new rows was painted, over words typed and deleted letter by letter. A keystroke after which no row
  changed within 500 ms is left out, whether the rows stayed the same or came later than that.
- **d** Node's event loop delay in the process that runs the sync of **b**: plain Node, not Electron.
- **e** Resident memory of the main process and all its children, shared pages counted in each.
- **f** The plain loop asks for 100 items a page, waits 350 ms between calls and 60 s after each limit answer, and stores nothing. The simulator enforces
  the limit of 60 calls in 60 s; the clock of both sides and of the limit is scaled alike. The machine's own work is not, so a larger factor makes the app look slower.
`
  writeFileSync(join(projectFolder, 'docs/performance.md'), page)
}
