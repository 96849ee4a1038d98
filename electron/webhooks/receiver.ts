/** A delivery that proved that it is the provider's. */
export interface Received {
  connectionId: string
  /** The subscription's. */
  type: string
  body: Buffer
  /** Why its body cannot be used, without anything of it; null: it can. */
  unusable: string | null
}

/** Where deliveries are expected. */
export interface Route {
  connectionId: string
  type: string
  /** SHA-256 of the whole `Authorization` header. */
  authorization: Buffer
}

/** What the server asks of the rest of the app. */
export interface Receiver {
  /** The public host of now, lower case, without a port; null: none, so that nothing is accepted. */
  host(): string | null
  /** null: no such path. */
  route(path: string): Route | null
  /** Resolves when it is stored. Rejects with a `storage_…` error. */
  accept(delivery: Received): Promise<void>
}
