import { untilAborted } from '../lib/until-aborted'
import type { Clock, Fetch } from '../ports'
import type { Probe } from './probes'

const PATIENCE_MS = 10_000
const LARGEST_ANSWER = 200

/** Asks the public host for what only this program can answer. Rejects when that does not come back in time. */
export async function probe(
  { clock, fetch }: { clock: Clock; fetch: Fetch },
  host: string,
  { path, token, answer }: Pick<Probe, 'path' | 'token' | 'answer'>,
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
        headers: { authorization: `Bearer ${token.reveal()}`, 'content-type': 'application/json' },
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
