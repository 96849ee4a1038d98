import { defaultSettings } from '../../shared/defaults'
import type { AppStatus } from '../../shared/domain/app-status'
import type { Connection } from '../../shared/domain/connection'
import type { Settings } from '../../shared/domain/settings'
import { AppError, isAppError } from '../../shared/errors'
import type { Bridge, Handlers } from '../../shared/ipc/contract'
import type { AppEvent } from '../../shared/ipc/events'
import { fakeConnection } from './fake-connection'
import { createFakeShop } from './fake-shop'
import { selectRows } from './fake-stock-list'
import { createFakeSync } from './fake-sync'

export interface FakeBridgeOptions {
  products?: number
  /** null: nothing is connected yet. */
  connection?: Partial<Connection> | null
  storage?: AppStatus['storage']
  notices?: AppStatus['notices']
  settings?: Partial<Settings>
  /** Answers every stock list with this failure. */
  stockFailure?: AppError
  pageMs?: number
  /** How long ago every figure was confirmed. */
  ageMs?: number
  answerMs?: number
}

export interface FakeBridge extends Bridge {
  emit(event: AppEvent): void
}

/** Stands in for the preload's bridge with an invented shop, so that a screen runs without a main process. */
export function createFakeBridge(options: FakeBridgeOptions = {}): FakeBridge {
  const listeners = new Set<(event: unknown) => void>()
  const emit = (event: AppEvent) => {
    for (const listener of listeners) listener(event)
  }
  const handlers = createHandlers(options, emit)
  return {
    emit,
    async call(name, input) {
      await new Promise((resolve) => setTimeout(resolve, options.answerMs ?? 0))
      try {
        const handler = handlers[name as keyof Handlers] as (input: unknown) => unknown
        return { ok: true, value: await handler(input) }
      } catch (error) {
        if (isAppError(error)) return { ok: false, error: { code: error.code, message: error.message } }
        return { ok: false, error: { code: 'internal', message: String(error) } }
      }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function createHandlers(options: FakeBridgeOptions, emit: (event: AppEvent) => void): Handlers {
  const shop = createFakeShop(options.products ?? 2_000, Date.now() - (options.ageMs ?? 0))
  const sync = createFakeSync(shop, emit, options.pageMs ?? 400)
  const made: Connection = { ...fakeConnection, createdAt: Date.now(), verifiedAt: Date.now() }
  let settings: Settings = { ...defaultSettings, ...options.settings }
  let notices = options.notices ?? []
  let connection: Connection | null = options.connection === null ? null : { ...made, ...options.connection }

  const change = (next: Connection | null): Connection => {
    connection = next
    emit({ name: 'connection.changed', payload: { connectionId: made.id } })
    return next ?? made
  }
  return {
    'app.status': () => ({
      version: '0.1.0',
      storage: options.storage ?? { writable: true, problem: null },
      notices,
    }),
    'app.dismissNotice': ({ id }) => {
      notices = notices.filter((notice) => notice.id !== id)
      return null
    },
    'connections.list': () => (connection ? [connection] : []),
    'connections.connect': ({ credentials }) => {
      if (credentials.applicationKey === 'wrong') {
        throw new AppError(
          'credentials_rejected',
          'Cin7 did not accept these keys. Check both and try again.',
        )
      }
      return change(made)
    },
    'connections.connectSample': () => change({ ...made, source: 'sample', keysHeldIn: 'sample' }),
    'connections.verify': () => ({ connection: connection ?? made, responseMs: 212 }),
    'connections.replaceKeys': () => change(made),
    'connections.unlock': () => change(made),
    'connections.disconnect': () => {
      change(null)
      return null
    },
    'stock.list': (query) => {
      if (options.stockFailure) throw options.stockFailure
      const rows = selectRows(shop, query)
      return {
        total: rows.length,
        offset: query.offset,
        rows: rows.slice(query.offset, query.offset + query.limit),
      }
    },
    'stock.summary': () => shop.summary,
    'stock.product': ({ productId }) => {
      const product = shop.products[productId - 1]
      if (!product) throw new AppError('not_found', 'This product is no longer in the stored data.')
      return product
    },
    'settings.get': () => settings,
    'settings.set': (changes) => {
      settings = { ...settings, ...(changes as Settings) }
      return settings
    },
    ...sync,
  }
}
