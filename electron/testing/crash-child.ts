import { settings } from '../../drizzle/schema'
import { openDatabase } from '../db/open-database'
import { nodeClock, silentLog } from './node-ports'

/**
 * A program that is going to be killed. Says `opening`, what the store logs, and the number of each row
 * once it is stored.
 */
async function main(file: string, migrationsFolder: string): Promise<void> {
  const say = (line: string | number) => process.stdout.write(`${line}\n`)
  const log = { ...silentLog, info: say }
  const db = await openDatabase({ file, migrationsFolder, clock: nodeClock, log })
  for (let number = 1; ; number += 1) {
    const row = { key: `row.${number}`, value: 'x'.repeat(number % 3_000) }
    db.write(() =>
      db.orm
        .insert(settings)
        .values(row)
        .onConflictDoUpdate({ target: settings.key, set: { value: row.value } })
        .run(),
    )
    say(number)
    // Lets the line leave, and signals arrive.
    await new Promise((resolve) => setImmediate(resolve))
  }
}

const [file, migrationsFolder] = process.argv.slice(2)
if (!file || !migrationsFolder) throw new Error('Expected: database file, migrations folder')
await main(file, migrationsFolder)
