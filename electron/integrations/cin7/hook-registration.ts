import { type AppError, type ErrorCode, isAppError } from '../../../shared/errors'
import type { HookOutcome, HookWish } from '../../webhooks/provider-hooks'
import type { Write } from './api-call'
import type { Cin7Client } from './client'
import { Cin7Fault } from './errors'
import { createdId, desired, findOwn, isRight, readHooks } from './hooks'
import type { Hook } from './schemas'

/** What was done about a wish. */
interface Deed {
  wish: HookWish
  /** As far as it is known. */
  id: string | null
  change: HookOutcome['change']
  problem: AppError | null
}

/** The next calls would fare no better. */
const concernsAll: ReadonlySet<ErrorCode> = new Set(['credentials_rejected', 'offline', 'rate_limited'])

/**
 * Makes the account's subscriptions what the wishes say, each on its own. After any change the list is read again: what is
 * reported is what it says. Rejects only when the first list cannot be read.
 */
export async function ensureHooks(
  client: Cin7Client,
  wishes: readonly HookWish[],
  signal: AbortSignal,
): Promise<HookOutcome[]> {
  const before = await listHooks(client, signal)
  const deeds: Deed[] = []
  for (const wish of wishes) {
    const last = deeds.at(-1)?.problem
    const isHopeless = last && concernsAll.has(last.code)
    deeds.push(isHopeless ? undone(wish, last) : await fulfil(client, wish, before, signal))
  }
  if (deeds.every(({ change }) => change === 'kept')) {
    return deeds.map((deed) => outcomeOf(deed, before))
  }
  try {
    const after = await listHooks(client, signal)
    return deeds.map((deed) => outcomeOf(deed, after))
  } catch (error) {
    return deeds.map((deed) => unseen(deed, problemOf(error, signal)))
  }
}

/** Deletes these. What is not there any more is done; after a failure the others are still tried. */
export async function removeHooks(
  client: Cin7Client,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  let first: AppError | null = null
  for (const ID of ids) {
    try {
      await client.write({ method: 'DELETE', path: 'webhooks', query: { ID } }, signal)
    } catch (error) {
      const problem = problemOf(error, signal)
      const isGone = problem instanceof Cin7Fault && problem.status === 404
      if (!isGone) first ??= problem
    }
  }
  if (first) throw first
}

async function listHooks(client: Cin7Client, signal: AbortSignal): Promise<Hook[]> {
  return readHooks(await client.get('webhooks', {}, signal))
}

async function fulfil(
  client: Cin7Client,
  wish: HookWish,
  before: readonly Hook[],
  signal: AbortSignal,
): Promise<Deed> {
  const { own, isOneOfMany } = findOwn(before, wish)
  if (isOneOfMany) return undone(wish, manyOfThem())
  if (own && own.ID === wish.externalId?.toLowerCase() && isRight(own, wish)) {
    return { wish, id: own.ID, change: 'kept', problem: null }
  }
  const change = own ? 'repaired' : 'created'
  try {
    const answer = await client.write(writeOf(wish, own), signal)
    return { wish, id: own?.ID ?? createdId(answer, wish), change, problem: null }
  } catch (error) {
    return { wish, id: own?.ID ?? null, change, problem: problemOf(error, signal) }
  }
}

/** A change replaces the whole: the secret, which lists do not show, is sent with it. */
function writeOf(wish: HookWish, own: Hook | null): Write {
  const secrets = [wish.bearer.reveal(), new URL(wish.url).pathname, wish.url]
  const call = { path: 'webhooks', secrets }
  if (!own) return { ...call, method: 'POST', body: desired(wish) }
  return { ...call, method: 'PUT', body: { ID: own.ID, ...desired(wish) } }
}

/** A call whose answer was lost may still have worked: then the list shows it. */
function outcomeOf({ wish, id, change, problem }: Deed, hooks: readonly Hook[]): HookOutcome {
  const { own } = findOwn(hooks, { ...wish, externalId: id })
  const { type } = wish
  if (!own) {
    const told = problem ?? notListed()
    return { type, externalId: null, isActive: false, change: 'none', problem: plain(told) }
  }
  const isActive = own.IsActive === true
  if (change !== 'none' && isRight(own, wish)) {
    return { type, externalId: own.ID, isActive, change, problem: null }
  }
  return { type, externalId: own.ID, isActive, change: 'none', problem: plain(problem ?? notKept()) }
}

/** What was written and could not be looked at afterwards. */
function unseen(deed: Deed, why: AppError): HookOutcome {
  const { wish, id, change, problem } = deed
  const isKept = change === 'kept'
  return {
    type: wish.type,
    externalId: id,
    isActive: isKept,
    change: isKept ? 'kept' : 'none',
    problem: isKept ? null : plain(problem ?? why),
  }
}

function undone(wish: HookWish, problem: AppError): Deed {
  return { wish, id: wish.externalId, change: 'none', problem }
}

/** @throws what is no expected failure, and the signal's reason. */
function problemOf(error: unknown, signal: AbortSignal): AppError {
  signal.throwIfAborted()
  if (!isAppError(error)) throw error
  return error
}

function plain({ code, message }: AppError): HookOutcome['problem'] {
  return { code, message }
}

function notListed(): Cin7Fault {
  return new Cin7Fault(
    'provider_changed',
    'stop',
    'Cin7 took this subscription but does not list it. It is tried again by itself.',
  )
}

function notKept(): Cin7Fault {
  return new Cin7Fault(
    'provider_changed',
    'stop',
    'Cin7 took this subscription but keeps it differently from what was asked. It is tried again by itself.',
  )
}

function manyOfThem(): Cin7Fault {
  return new Cin7Fault(
    'provider_changed',
    'stop',
    'Cin7 lists this subscription more than once. Delete all but one of them in Cin7 under Settings → Automation.',
  )
}
