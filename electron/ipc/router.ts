import { AppError, isAppError } from '../../shared/errors'
import { type CallName, contract, type Handler, type Handlers, type Reply } from '../../shared/ipc/contract'
import type { Clock, Log } from '../ports'
import { CallRate } from './call-rate'
import { isWithinLimits } from './input-limits'

export type Dispatch = (name: string, input: unknown) => Promise<Reply<CallName>>

interface RouterDeps {
  clock: Pick<Clock, 'monotonic'>
  handlers: Handlers
  log: Log
  /** Puts failures of the store into words; others come back as they are. */
  translate(error: unknown): unknown
}

/**
 * Answers calls from the screen: name and raw input → parsed input → handler → reply. Never rejects.
 * An `AppError` keeps its code and words. Anything else is a bug: logged with its stack, while the screen
 * gets a plain sentence without paths, SQL or secrets.
 */
export function createRouter({ clock, handlers, log, translate }: RouterDeps): Dispatch {
  const rate = new CallRate({ clock })
  return async (name, input) => {
    try {
      const { handle, parsed } = prepare(handlers, rate, name, input)
      return { ok: true, value: await handle(parsed as never) }
    } catch (error) {
      return { ok: false, error: explain(translate(error), name, log) }
    }
  }
}

function prepare(handlers: Handlers, rate: CallRate, name: string, input: unknown) {
  // Own names only: `constructor` and the like are not calls.
  if (typeof name !== 'string' || !Object.hasOwn(contract, name)) {
    throw new AppError('invalid_input', 'Shelfwatch does not know this call.')
  }
  const callName = name as CallName
  if (!rate.take(callName)) {
    throw new AppError('invalid_input', 'The window asks too often. Wait a moment and try again.')
  }
  const result = isWithinLimits(input) ? contract[callName].input.safeParse(input) : null
  if (!result?.success) {
    throw new AppError('invalid_input', 'Shelfwatch cannot use what was entered. Check it and try again.', {
      cause: result?.error,
    })
  }
  return { handle: handlers[callName] as Handler<CallName>, parsed: result.data }
}

function explain(error: unknown, name: string, log: Log) {
  if (isAppError(error)) {
    log.debug('call refused', {
      call: typeof name === 'string' ? name.slice(0, 100) : typeof name,
      code: error.code,
    })
    return { code: error.code, message: error.message }
  }
  log.error('call failed', { call: name, error })
  const message = 'Something went wrong in Shelfwatch. Nothing was lost. Try again, or restart Shelfwatch.'
  return { code: 'internal' as const, message }
}
