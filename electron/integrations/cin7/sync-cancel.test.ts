import { describe, expect, it } from 'vitest'
import { AppError } from '../../../shared/errors'
import { aRun, setUpCin7 } from '../../testing/cin7-setup'

const limitText = 'You have reached 60 calls per 60 seconds API limit.'

describe('a sync that is cancelled', () => {
  const cancelled = new AppError('cancelled', 'The sync was cancelled.')

  it('stops at once while the service is silent', async () => {
    const { simulator, sync } = await setUpCin7()
    const { run, abort, writer } = aRun()
    simulator.addFault({ path: 'product', hang: true })
    simulator.beforeAnswer({ path: 'product' }, () => abort.abort(cancelled))
    await expect(sync(run)).rejects.toBe(cancelled)
    expect(writer.steps).not.toContain('commit')
  })

  it('stops at once while an answer drips in', async () => {
    const { simulator, sync } = await setUpCin7()
    const { run, abort } = aRun()
    simulator.addFault({ path: 'product', drip: { bytes: 1, everyMs: 5 } })
    simulator.beforeAnswer({ path: 'product' }, () => setImmediate(() => abort.abort(cancelled)))
    await expect(sync(run)).rejects.toBe(cancelled)
  })

  it('stops at once while it waits out the limit', async () => {
    const { simulator, sync } = await setUpCin7({}, { passUpToMs: 350 })
    const { run, abort, waits } = aRun()
    simulator.addFault({ path: 'product', status: 429, body: limitText })
    const given = run.onWait
    run.onWait = (wait) => {
      given(wait)
      if (wait.until !== null) abort.abort(cancelled)
    }
    await expect(sync(run)).rejects.toBe(cancelled)
    expect(waits.at(-1)?.until).toBeNull()
  })

  it('stops at once while it waits for its turn', async () => {
    const { simulator, sync } = await setUpCin7({}, { passUpToMs: 0 })
    const { run, abort } = aRun()
    run.onPage = () => abort.abort(cancelled)
    await expect(sync(run)).rejects.toBe(cancelled)
    expect(simulator.calls).toHaveLength(1)
  })
})
