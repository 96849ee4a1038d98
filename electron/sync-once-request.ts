import { parseArgs } from 'node:util'

/** What `--sync-once` asks for. */
export interface SyncRequest {
  kind: 'full' | 'quick'
  isJson: boolean
}

const options = {
  'sync-once': { type: 'boolean' },
  quick: { type: 'boolean' },
  json: { type: 'boolean' },
} as const

/** null: the program is to open its window. Switches that belong to Chromium or Node are passed over. */
export function readSyncRequest(args: string[]): SyncRequest | null {
  const { values } = parseArgs({ args, options, strict: false, allowPositionals: true })
  if (!values['sync-once']) return null
  return { kind: values.quick ? 'quick' : 'full', isJson: Boolean(values.json) }
}

/** What goes along when another Shelfwatch, which runs already, is told of this start. */
export type LockData = { syncOnce: SyncRequest['kind'] } | { isWaiting: true } | { isHidden: true }

/**
 * What a second start wants of the running Shelfwatch. `hidden`: to run without showing a window. null: nothing, it only
 * looks whether that one is gone.
 */
export function readLockData(data: unknown): SyncRequest['kind'] | 'window' | 'hidden' | null {
  if (typeof data !== 'object' || data === null) return 'window'
  if ('isWaiting' in data) return null
  if ('isHidden' in data) return 'hidden'
  const asked = 'syncOnce' in data ? data.syncOnce : null
  return asked === 'full' || asked === 'quick' ? asked : 'window'
}
