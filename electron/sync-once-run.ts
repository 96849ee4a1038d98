import type { SyncRun } from '../shared/domain/sync-run'
import { AppError } from '../shared/errors'
import type { CallInput, CallName, CallOutput, Reply } from '../shared/ipc/contract'
import type { App } from './app'
import type { SyncRequest } from './sync-once-request'

/** Starts a sync as the button does, or joins the one under way. Rejects with a sentence when it cannot. */
export async function startSync(app: Pick<App, 'dispatch'>, kind: SyncRequest['kind']): Promise<SyncRun> {
  const [connection] = await call(app, 'connections.list', {})
  if (!connection) {
    throw new AppError(
      'not_found',
      'No account is connected. Open Shelfwatch, connect one, and run this again.',
    )
  }
  return call(app, 'sync.start', { connectionId: connection.id, kind })
}

/** Starts a sync and waits for its end, and for the backup that may follow it. */
export async function syncToEnd(
  app: Pick<App, 'dispatch' | 'events' | 'afterSync'>,
  kind: SyncRequest['kind'],
): Promise<SyncRun> {
  const ended = new Promise<SyncRun>((resolve) => {
    app.events.subscribe(({ name, payload }) => {
      if (name === 'sync.finished') resolve(payload)
    })
  })
  await startSync(app, kind)
  const run = await ended
  await app.afterSync()
  return run
}

async function call<N extends CallName>(
  { dispatch }: Pick<App, 'dispatch'>,
  name: N,
  input: CallInput<N>,
): Promise<CallOutput<N>> {
  const reply = (await dispatch(name, input)) as Reply<N>
  if (!reply.ok) throw new AppError(reply.error.code, reply.error.message)
  return reply.value
}
