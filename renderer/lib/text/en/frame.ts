import type { WaitingFor } from '../../../../shared/domain/sync-run'

const pages = (count: number) => (count === 1 ? '1 page' : `${count} pages`)

export const frame = {
  navigation: 'Main',
  stock: 'Stock',
  history: 'Sync history',
  settings: 'Settings',
  sampleData: 'Sample data',
  sync: {
    start: 'Sync now',
    cancel: 'Cancel sync',
    cancelling: 'Cancelling…',
    more: 'More ways to sync',
    quick: 'Quick sync',
    quickHint: 'Products changed since the last sync, then stock.',
    retryPages: 'Retry failed pages',
    retryPagesHint: (failedPages: number) =>
      `The ${failedPages === 1 ? 'page' : pages(failedPages)} that the last sync could not read.`,
    status: 'Sync status',
    progress: 'Sync progress',
    upToDate: (time: string) => `Up to date · ${time}`,
    outOfDate: (time: string) => `Last synced · ${time}`,
    starting: 'Syncing · starting',
    syncing: (page: number, known: number) => `Syncing · page ${page} of ${known}`,
    /** A time or one of the two after it follows. */
    waiting: {
      limit: 'Waiting for Cin7 · next try',
      network: 'Waiting for the network · next try',
      retry: 'Cin7 does not answer · next try',
    } satisfies Record<WaitingFor, string>,
    inSeconds: (seconds: number) => `in ${seconds} s`,
    atOnce: 'now',
    partly: (failedPages: number) => `Partly synced · ${pages(failedPages)} failed`,
    partlyRows: (failedRows: number) =>
      `Partly synced · ${failedRows === 1 ? '1 row' : `${failedRows} rows`} could not be read`,
    partlyOther: 'Partly synced · see Sync history',
    offline: (time: string) => `Offline · showing ${time}`,
    offlineNever: 'Offline · nothing synced yet',
    cancelled: (time: string) => `Sync cancelled · showing ${time}`,
    cancelledNever: 'Sync cancelled · never synced',
    never: 'Never synced',
    failed: (cause: string) => `Sync failed · ${cause}`,
    progressText: (page: number, known: number) => `Page ${page} of ${known}`,
  },
  /** Ends "Sync failed · …". */
  causes: {
    credentials_rejected: 'keys not accepted',
    rate_limited: 'Cin7 is too busy',
    timed_out: 'Cin7 did not answer',
    certificate_untrusted: 'certificate not trusted',
    not_the_provider: 'the answer was not from Cin7',
    provider_unavailable: 'Cin7 is not available',
    provider_changed: 'Cin7 sent something unknown',
    provider_refused: 'Cin7 refused',
    keychain_locked: 'keychain locked',
    keychain_missing: 'no keychain',
    keychain_timed_out: 'keychain did not answer',
    keychain_unloadable: 'keychain cannot be used',
    key_missing: 'keys cannot be opened',
    key_wrong: 'keys cannot be opened',
    secret_damaged: 'keys cannot be opened',
    storage_full: 'disk full',
    storage_read_only: 'disk is read-only',
    storage_newer: 'database is from a newer version',
    storage_failed: 'could not be stored',
  } as Partial<Record<string, string>>,
  otherCause: 'see Sync history',
  /** Ends it when the press itself failed, which leaves nothing in the history. */
  pressCause: 'try again',
  statusBar: {
    manualSync: 'Syncs when you ask',
    calls: (used: number, limit: number) => `${used} of ${limit} calls this minute`,
    products: (products: string, count: number) => `${products} ${count === 1 ? 'product' : 'products'}`,
    locations: (locations: number) => `${locations} ${locations === 1 ? 'location' : 'locations'}`,
    oldestFigure: (age: string) => `Oldest figure on screen: ${age}`,
  },
  held: {
    lists: { products: 'product list', availability: 'stock list' },
    lacks: (list: string, gone: string, stored: string) =>
      `Cin7's ${list} suddenly lacks ${gone} of ${stored} entries.`,
    kept: 'The figures from before are kept. If so much is really gone, say so.',
    accept: 'They are gone',
    accepting: 'Starting a sync…',
  },
  problems: {
    label: 'Problems',
    unlock: 'Unlock and retry',
    unlocking: 'Unlocking…',
    checkKeys: 'Replace keys',
  },
}
