import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer } from './answer'
import type { Fault } from './faults'

/** The answer with the fault's status, headers and body put in. */
export function withFault(answer: Answer, fault: Fault | null): Answer {
  if (fault === null) return answer
  const body = faultyBody(answer, fault)
  return {
    status: fault.status ?? answer.status,
    headers: mergeHeaders(answer.headers, fault.headers ?? {}),
    body: fault.truncate === undefined ? body : Buffer.from(body).subarray(0, fault.truncate),
  }
}

function mergeHeaders(own: Record<string, string>, added: Record<string, string>): Record<string, string> {
  const merged = new Map(Object.entries(own).map(([name, value]) => [name.toLowerCase(), value]))
  for (const [name, value] of Object.entries(added)) {
    if (value === '') merged.delete(name.toLowerCase())
    else merged.set(name.toLowerCase(), value)
  }
  return Object.fromEntries(merged)
}

function faultyBody(answer: Answer, fault: Fault): string | Buffer {
  if (fault.change !== undefined) return JSON.stringify(fault.change(JSON.parse(String(answer.body))))
  if (typeof fault.body === 'string' || Buffer.isBuffer(fault.body)) return fault.body
  if (fault.body !== undefined) return JSON.stringify(fault.body)
  if (fault.status === undefined) return answer.body
  return JSON.stringify([{ ErrorCode: fault.status, Exception: 'Simulated failure' }])
}

/**
 * Sends an answer, slowly or brokenly if the fault says so.
 * @param gone tells that nobody waits for it any more.
 * @returns false when no whole answer was sent.
 */
export async function send(
  response: ServerResponse,
  answer: Answer,
  fault: Fault | null,
  gone: AbortSignal,
): Promise<boolean> {
  if (fault?.hang === true) {
    if (!gone.aborted) await once(gone, 'abort')
    return false
  }
  if (fault?.cut === 'before') {
    response.destroy()
    return false
  }
  const body = Buffer.from(answer.body)
  response.writeHead(answer.status, { ...answer.headers, 'Content-Length': body.byteLength })
  if (fault?.cut !== undefined) {
    cutOff(response, fault.cut === 'after-headers' ? Buffer.alloc(0) : body.subarray(0, fault.cut))
    return false
  }
  if (fault?.drip !== undefined) return drip(response, body, fault.drip, gone)
  response.end(body)
  return true
}

/** Ends the connection in an orderly way, so that all that was written arrives, but short of what was announced. */
function cutOff(response: ServerResponse, sent: Buffer): void {
  response.flushHeaders()
  if (sent.byteLength > 0) response.write(sent)
  response.socket?.end()
}

async function drip(
  response: ServerResponse,
  body: Buffer,
  { bytes, everyMs }: { bytes: number; everyMs: number },
  gone: AbortSignal,
): Promise<boolean> {
  for (let from = 0; from < body.byteLength; from += bytes) {
    response.write(body.subarray(from, from + bytes))
    await sleep(everyMs, undefined, { signal: gone })
  }
  response.end()
  return true
}
