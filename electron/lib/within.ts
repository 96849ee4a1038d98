import { AppError } from '../../shared/errors'
import type { Clock } from '../ports'
import { untilAborted } from './until-aborted'

/** Gives work so long. Then its signal is aborted, and this rejects with `timed_out` and that sentence, even when the work goes on. */
export async function within<T>(
  { clock, signal, ms, late }: { clock: Pick<Clock, 'sleep'>; signal: AbortSignal; ms: number; late: string },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const giveUp = new AbortController()
  const done = new AbortController()
  void clock.sleep(ms, done.signal).then(
    () => giveUp.abort(new AppError('timed_out', late)),
    () => undefined,
  )
  const either = AbortSignal.any([signal, giveUp.signal])
  try {
    return await untilAborted(work(either), either)
  } finally {
    done.abort()
  }
}
