import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import { settings } from '../../drizzle/schema'
import { defaultSettings } from '../../shared/defaults'
import { Settings } from '../../shared/domain/settings'
import { AppError } from '../../shared/errors'
import type { Database } from '../db/database'

const NOTHING_TO_SYNC =
  'A sync needs something to read: leave Products or Stock levels on. To stop syncing, switch off Sync automatically.'

type Change = { [K in keyof Settings]?: Settings[K] | undefined }

/** What the user has set on this computer, one row each, and other small values such as the window's place. */
export class SettingsStore {
  readonly #db: Database

  constructor(deps: { db: Database }) {
    this.#db = deps.db
  }

  /** A setting that was never stored, or that cannot be read any more, has its default. */
  read(): Settings {
    const stored = Object.entries(Settings.shape).flatMap(([name, schema]) => {
      const value = this.readValue<unknown>(name, schema)
      return value === null ? [] : [[name, value]]
    })
    return Settings.parse({ ...defaultSettings, ...Object.fromEntries(stored) })
  }

  /** @throws AppError `invalid_input` when a sync would have nothing left to read. */
  change(change: Change): Settings {
    this.#db.write(() => {
      for (const [name, value] of Object.entries(change)) {
        if (value !== undefined) this.writeValue(name, value)
      }
      const { syncProducts, syncStock } = this.read()
      if (!syncProducts && !syncStock) throw new AppError('invalid_input', NOTHING_TO_SYNC)
    })
    return this.read()
  }

  /** null: not stored, or not readable any more. Keys other than a setting's name contain a dot. */
  readValue<T>(key: string, schema: z.ZodType<T>): T | null {
    const row = this.#db.orm.select().from(settings).where(eq(settings.key, key)).get()
    const value = schema.safeParse(parseJson(row?.value))
    return value.success ? value.data : null
  }

  /** `value` must survive JSON. */
  writeValue(key: string, value: unknown): void {
    const text = JSON.stringify(value)
    this.#db.write(() =>
      this.#db.orm
        .insert(settings)
        .values({ key, value: text })
        .onConflictDoUpdate({ target: settings.key, set: { value: text } })
        .run(),
    )
  }
}

function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
