import type { Database } from '../db/database'
import type { LocationInput } from './provider-rows'

interface StoredLocation {
  id: number
  externalId: string
  name: string
  isDeprecated: number
}

/**
 * Finds locations by external id and by name: the stock list knows them by name only. A name that no
 * list of locations carried gets a location of its own with a made-up external id, which the real
 * location of that name takes over when it arrives.
 */
export class LocationDirectory {
  readonly #db: Database
  readonly #connectionId: string
  #byExternalId = new Map<string, StoredLocation>()
  #byName = new Map<string, StoredLocation>()

  constructor(db: Database, connectionId: string) {
    this.#db = db
    this.#connectionId = connectionId
    this.reload()
  }

  idOf(externalId: string): number | undefined {
    return this.#byExternalId.get(externalId)?.id
  }

  /** undefined: no location has this name. */
  find(name: string): number | undefined {
    return this.#byName.get(name.toLowerCase())?.id
  }

  /** Adds the location when the name is unknown. Call inside a `write`. */
  idNamed(name: string): { id: number; isNew: boolean } {
    const key = name.toLowerCase()
    // Another one may have added it since.
    if (!this.#byName.has(key)) this.reload()
    const known = this.#byName.get(key)
    if (known) return { id: known.id, isNew: false }
    this.#insert({ externalId: placeholderId(name), name, isDefault: false, isDeprecated: false })
    this.reload()
    return { id: this.#byName.get(key)!.id, isNew: true }
  }

  /** Stores what differs. Call inside a `write`. */
  put(input: LocationInput): { id: number; isChanged: boolean } {
    const externalId = input.externalId.toLowerCase()
    if (!this.#byExternalId.has(externalId)) this.reload()
    const known = this.#byExternalId.get(externalId) ?? this.#byExternalId.get(placeholderId(input.name))
    const isChanged = known
      ? this.#update(known.id, { ...input, externalId })
      : this.#insert({ ...input, externalId })
    if (isChanged) this.reload()
    return { id: this.#byExternalId.get(externalId)!.id, isChanged }
  }

  /** Two locations may share a name; the one in use counts, then the real one, then the older one. */
  reload(): void {
    const rows = this.#db.sqlite
      .prepare<[string], StoredLocation>(
        `SELECT id, external_id AS externalId, name, is_deprecated AS isDeprecated FROM locations
         WHERE connection_id = ? ORDER BY is_deprecated DESC, external_id LIKE 'name:%' DESC, id DESC`,
      )
      .all(this.#connectionId)
    this.#byExternalId = new Map(rows.map((row) => [row.externalId, row]))
    this.#byName = new Map(rows.map((row) => [row.name.toLowerCase(), row]))
  }

  #insert(input: LocationInput): boolean {
    this.#db.sqlite
      .prepare(
        `INSERT INTO locations (connection_id, external_id, name, is_default, is_deprecated) VALUES (?, ?, ?, ?, ?)`,
      )
      .run(this.#connectionId, ...valuesOf(input))
    return true
  }

  #update(id: number, input: LocationInput): boolean {
    const values = valuesOf(input)
    const result = this.#db.sqlite
      .prepare(
        `UPDATE locations SET external_id = ?, name = ?, is_default = ?, is_deprecated = ?
         WHERE id = ? AND (external_id, name, is_default, is_deprecated) IS NOT (?, ?, ?, ?)`,
      )
      .run(...values, id, ...values)
    return result.changes > 0
  }
}

function placeholderId(name: string): string {
  return `name:${name.toLowerCase()}`
}

function valuesOf(input: LocationInput): [string, string, number, number] {
  return [input.externalId, input.name, Number(input.isDefault), Number(input.isDeprecated)]
}
