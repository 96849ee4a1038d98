import { type HttpLimits, httpRequest } from '../lib/http'
import type { Clock, Fetch } from '../ports'
import type { Probe } from './probes'

const limits: HttpLimits = { firstByteMs: 10_000, idleMs: 10_000, totalMs: 10_000, maxBytes: 10_000 }

/** Asks the public host for what only this program can answer. Rejects when that does not come back in time. */
export async function probe(
  ports: { clock: Clock; fetch: Fetch },
  host: string,
  { path, token, answer }: Pick<Probe, 'path' | 'token' | 'answer'>,
  signal: AbortSignal,
): Promise<void> {
  const { status, text } = await httpRequest(ports, {
    method: 'POST',
    url: `https://${host}${path}`,
    headers: { authorization: `Bearer ${token.reveal()}`, 'content-type': 'application/json' },
    body: '{}',
    signal,
    limits,
  })
  if (status !== 200 || text !== answer) throw new Error(`not the answer of this program (status ${status})`)
}
