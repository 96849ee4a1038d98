import { expect, it } from 'vitest'
import { defaultSettings } from '../../shared/defaults'
import type { SyncRun } from '../../shared/domain/sync-run'
import { AppError } from '../../shared/errors'
import { FakeClock } from '../testing/fake-clock'
import { seededRandom, silentLog } from '../testing/node-ports'
import { SyncCoordinator } from './sync-coordinator'

it('writes the end of a run down later when the disk was full at the time', async () => {
  const stored: SyncRun[] = []
  let isFull = true
  let onFinished = () => {}
  const finished = new Promise<void>((resolve) => {
    onFinished = resolve
  })
  const full = new AppError('storage_full', 'The disk is full.')
  const coordinator = new SyncCoordinator({
    clock: new FakeClock(),
    random: seededRandom(1),
    log: silentLog,
    runs: {
      begin: () => {},
      saveProgress: () => {},
      lastFinished: () => null,
      finish(run: SyncRun) {
        if (isFull) throw full
        stored.push(run)
      },
    } as never,
    requireConnected: () => {},
    read: () => Promise.reject(full),
    writer: () => ({ discard: async () => {}, orders: { forget: async () => {} } }) as never,
    productsReadAt: () => null,
    stockPages: () => null,
    orderPlan: () => null,
    countChanges: () => 0,
    budget: () => ({ used: 0, limit: 55 }),
    settings: () => defaultSettings,
    held: () => [],
    nextAt: () => null,
    emit: (name) => name === 'sync.finished' && onFinished(),
    onKeysJudged: () => {},
  })
  const { id } = coordinator.start('shop', { trigger: 'manual', kind: 'full' })
  await finished
  coordinator.saveEnds()
  expect(stored).toEqual([])

  isFull = false
  coordinator.saveEnds()
  coordinator.saveEnds()
  expect(stored).toMatchObject([{ id, status: 'failed', failures: [{ code: 'storage_full' }] }])
})
