import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

export interface Migration {
  tag: string
  /** SHA-256 of the file's text, the same for both kinds of line ends. */
  hash: string
  statements: string[]
  /** Tables whose number of rows this migration changes on purpose. */
  changesRowsOf: string[]
}

const Journal = z.object({ entries: z.array(z.object({ idx: z.number(), tag: z.string() })) })

/**
 * Reads what `drizzle-kit generate` wrote, in order. Plain file reads, so that it also works from
 * the packed archive. A migration that deletes, adds or moves rows on purpose says so in a line
 * `-- changes rows of: table, other_table`; without it such a migration is refused.
 */
export function readMigrations(folder: string): Migration[] {
  const journal = Journal.parse(JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8')))
  return journal.entries.map((entry, position) => {
    if (entry.idx !== position) throw new Error(`Migration ${entry.tag} is out of order in the journal`)
    const text = readFileSync(join(folder, `${entry.tag}.sql`), 'utf8').replaceAll('\r\n', '\n')
    return {
      tag: entry.tag,
      hash: createHash('sha256').update(text).digest('hex'),
      statements: text.split('--> statement-breakpoint').filter((statement) => statement.trim() !== ''),
      changesRowsOf: declaredTables(text),
    }
  })
}

function declaredTables(text: string): string[] {
  const line = /^-- changes rows of: (.+)$/m.exec(text)?.[1]
  return line ? line.split(',').map((table) => table.trim()) : []
}
