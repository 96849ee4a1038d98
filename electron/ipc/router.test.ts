import { describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors'
import type { Handlers } from '../../shared/ipc/contract'
import type { LogFields } from '../ports'
import { FakeClock } from '../testing/fake-clock'
import { silentLog } from '../testing/node-ports'
import { createRouter } from './router'

const connectionId = 'c0ffee00-0000-4000-8000-000000000001'

function routerWith(handlers: Partial<Handlers>) {
  const clock = new FakeClock()
  const errors: LogFields[] = []
  const log = { ...silentLog, error: (_message: string, fields: LogFields = {}) => void errors.push(fields) }
  return {
    clock,
    dispatch: createRouter({ clock, handlers: handlers as Handlers, log, translate: (error) => error }),
    errors,
  }
}

const refused = { ok: false, error: { code: 'invalid_input' } }

describe('createRouter', () => {
  it('hands the parsed input to the handler and wraps the answer', async () => {
    const { dispatch } = routerWith({
      'sync.cancel': ({ connectionId: id }) => (id === connectionId ? null : never()),
    })
    expect(await dispatch('sync.cancel', { connectionId, extra: 1 })).toEqual({ ok: true, value: null })
  })

  it('refuses a call that comes far too often, and no other call with it', async () => {
    const { dispatch, clock } = routerWith({
      'sync.cancel': () => null,
      'app.dismissNotice': () => null,
    })
    const replies = []
    for (let call = 0; call < 1_000; call += 1) replies.push(await dispatch('sync.cancel', { connectionId }))

    expect(replies[0]).toMatchObject({ ok: true })
    expect(replies.at(-1)).toMatchObject(refused)
    expect(await dispatch('app.dismissNotice', { id: 'x' })).toMatchObject({ ok: true })
    await clock.advance(1_000)
    expect(await dispatch('sync.cancel', { connectionId })).toMatchObject({ ok: true })
  })

  it.each([
    'sync.stop',
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    '',
    7,
    null,
    ['sync.cancel'],
    { toString: 'sync.cancel' },
  ])('refuses the unknown name %j', async (name) => {
    const { dispatch } = routerWith({})
    expect(await dispatch(name as string, {})).toMatchObject(refused)
  })

  it('refuses input that does not fit and runs nothing', async () => {
    const { dispatch } = routerWith({ 'sync.cancel': never })
    for (const input of [
      undefined,
      null,
      'x',
      { connectionId: 'not an id' },
      { connectionId: [connectionId] },
    ]) {
      expect(await dispatch('sync.cancel', input)).toMatchObject(refused)
    }
  })

  it('refuses input that is too large, too deep or not plain, even where the schema would drop it', async () => {
    const { dispatch } = routerWith({ 'sync.cancel': never })
    const deep = JSON.parse(`${'['.repeat(2_000)}${']'.repeat(2_000)}`) as unknown
    const endless: Record<string, unknown> = {}
    endless.self = endless
    for (const extra of [
      'x'.repeat(1024 * 1024),
      deep,
      endless,
      new Map(),
      new Date(0),
      new Uint8Array(9),
      1n,
    ]) {
      expect(await dispatch('sync.cancel', { connectionId, extra })).toMatchObject(refused)
    }
  })

  it('keeps the code and the words of an expected failure', async () => {
    const { dispatch, errors } = routerWith({
      'sync.cancel': () => {
        throw new AppError('offline', 'No connection. Try again later.')
      },
    })
    expect(await dispatch('sync.cancel', { connectionId })).toEqual({
      ok: false,
      error: { code: 'offline', message: 'No connection. Try again later.' },
    })
    expect(errors).toEqual([])
  })

  it('logs a bug with its stack and tells the screen nothing of it', async () => {
    const bug = new Error('SQLITE_ERROR: no such column: key of /home/shop/shelfwatch.db')
    const { dispatch, errors } = routerWith({ 'sync.cancel': () => Promise.reject(bug) })
    const reply = await dispatch('sync.cancel', { connectionId })
    expect(reply).toMatchObject({ ok: false, error: { code: 'internal' } })
    expect(JSON.stringify(reply)).not.toMatch(/SQL|column|home/)
    expect(errors).toEqual([{ call: 'sync.cancel', error: bug }])
  })
})

function never(): never {
  throw new Error('the handler ran')
}
