import type { Secret } from '../lib/secret'
import { untilAborted } from '../lib/until-aborted'
import type { Clock, Fetch } from '../ports'

const PATIENCE_MS = 10_000
const LARGEST_ANSWER = 200

export interface Probe {
  /** Of the address, from its slash on. */
  path: string
  bearer: Secret<string>
  /** What only this program can answer. */
  answer: string
}

/** Asks the public host for what only this program can answer. Rejects when that does not come back in time. */
export async function probe(
  { clock, fetch }: { clock: Clock; fetch: Fetch },
  host: string,
  { path, bearer, answer }: Probe,
  signal: AbortSignal,
): Promise<void> {
  const ended = new AbortController()
  const late = new AbortController()
  const either = AbortSignal.any([signal, late.signal])
  clock.sleep(PATIENCE_MS, ended.signal).then(
    () => late.abort(new Error('no answer in time')),
    () => undefined,
  )
  try {
    const response = await untilAborted(
      fetch(`https://${host}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer.reveal()}`, 'content-type': 'application/json' },
        body: '{}',
        redirect: 'manual',
        credentials: 'omit',
        signal: either,
      }),
      either,
    )
    const text = (await untilAborted(response.text(), either)).slice(0, LARGEST_ANSWER)
    if (response.status !== 200 || text !== answer) throw new Error(`status ${response.status}`)
  } finally {
    ended.abort()
  }
}
