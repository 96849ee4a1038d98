import type { ExportWords } from '../../../../shared/domain/run-export'
import type { FigureName } from '../../../../shared/domain/stock'
import type { SyncKind, SyncResource, SyncStatus, SyncTrigger } from '../../../../shared/domain/sync-run'

const triggers: Record<SyncTrigger, string> = {
  connect: 'First sync',
  manual: 'Manual',
  schedule: 'Automatic',
  wake: 'After wake',
  network: 'Network back',
  retry: 'Failed pages',
  webhook: 'Webhook',
  'webhook-gap': 'Webhook gap',
}

const kinds: Record<SyncKind, string> = {
  full: 'Full',
  quick: 'Quick',
  pages: 'Failed pages only',
  products: 'Single products',
}

const statuses: Record<SyncStatus, string> = {
  running: 'Running',
  success: 'Success',
  partial: 'Partial',
  failed: 'Failed',
  cancelled: 'Cancelled',
}

const resources: Record<SyncResource, string> = {
  locations: 'Locations',
  categories: 'Categories',
  suppliers: 'Suppliers',
  products: 'Products',
  availability: 'Stock levels',
  purchaseOrders: 'Purchase orders',
}

const figures: Record<FigureName, string> = {
  onHand: 'On hand',
  allocated: 'Allocated',
  available: 'Available',
  onOrder: 'On order',
  inTransit: 'In transit',
}

export const sync = {
  title: 'Sync history',
  table: 'Sync runs',
  triggers,
  kinds,
  statuses,
  resources,
  figures,
  statusFilter: 'Status',
  anyStatus: 'Any status',
  triggerFilter: 'Trigger',
  anyTrigger: 'Any trigger',
  kindFilter: 'Kind',
  anyKind: 'Any kind',
  noSuchChoice: 'No such choice',
  columns: {
    started: 'Started',
    trigger: 'Trigger',
    status: 'Status',
    products: 'Products',
    stockRows: 'Stock rows',
    failed: 'Failed',
    calls: 'Calls',
    waited: 'Waited',
    took: 'Took',
  },
  none: '–',
  loading: 'Reading the sync history…',
  empty: 'No sync yet',
  emptyHint: 'Each sync is listed here: what it read, what changed and what went wrong.',
  noMatch: 'No sync matches',
  noMatchHint: 'No sync has this status, trigger and kind.',
  clearFilters: 'Clear filters',
  stillThere: 'Your stock is still there and can be searched.',
  outdated: 'The list could not be read again. What you see may be out of date.',
  shown: (shown: string, total: string) => `${shown} of ${total} syncs`,
  showMore: 'Show older',
  export: {
    button: 'Export',
    busy: 'Exporting…',
    saved: (runs: number, file: string) => `${runs === 1 ? '1 sync' : `${runs} syncs`} saved to ${file}`,
    cancelled: 'Nothing was saved, as no file was chosen.',
  },
  /** What the exported file calls things that have other names here, or none. */
  exported: {
    columns: {
      started: 'Started',
      ended: 'Ended',
      seconds: 'Took (s)',
      trigger: 'Trigger',
      kind: 'Kind',
      status: 'Status',
      products: 'Products',
      stockRows: 'Stock rows',
      failedRows: 'Failed rows',
      failedPages: 'Failed pages',
      calls: 'Calls',
      retries: 'Calls tried again',
      limitWaits: 'Waits for the call limit',
      secondsWaited: 'Waited (s)',
      changes: 'Figures changed',
    },
    pages: 'Pages',
    page: 'page',
    failures: 'What went wrong',
    triggers,
    kinds,
    statuses,
    resources,
  } satisfies ExportWords,
  charts: {
    last: (count: number) => `last ${count} syncs`,
    range: (from: string, to: string) => `${from} to ${to}`,
    duration: {
      title: 'Time taken',
      spoken: (count: number, from: string, to: string) =>
        `Bar chart of the time taken by the last ${count} syncs, from ${from} to ${to}. The table below has each figure.`,
    },
    calls: {
      title: 'Calls to Cin7',
      spoken: (count: number, from: string, to: string) =>
        `Bar chart of the calls made by the last ${count} syncs, from ${from} to ${to}. The table below has each figure.`,
    },
    callsOfRun: (calls: string) => (calls === '1' ? '1 call' : `${calls} calls`),
  },
  detail: {
    name: (started: string) => `Details of the sync of ${started}`,
    ended: 'Ended',
    kind: 'Kind',
    retries: 'Calls tried again',
    limitWaits: 'Waits for the call limit',
    read: 'What was read',
    pages: 'Pages',
    rows: 'Rows',
    failed: 'Failed',
    nothingRead: 'Nothing was read.',
    leftOut: (what: string) => `Left out, as set in Settings: ${what}.`,
    failures: 'What went wrong',
    place: (resource: string, page: number | null) =>
      page === null ? resource : `${resource}, page ${page}`,
    changes: (count: string) => `What changed · ${count}`,
    changesUnknown: 'What changed',
    noChanges: 'No figure changed.',
    firstReading: 'Every figure was read for the first time.',
    whenEnded: 'Listed here when the sync has ended.',
    firstOf: (shown: string) => `The first ${shown} are listed.`,
    search: 'Search changes',
    searchHint: 'Name or SKU of a product',
    clearSearch: 'Clear search',
    noMatch: 'No change matches.',
    product: 'Product',
    location: 'Location',
    figure: 'Figure',
    before: 'Before',
    after: 'After',
    copy: 'Copy details',
    copied: 'Copied',
    copyFailed: 'Copying did not work',
  },
}
