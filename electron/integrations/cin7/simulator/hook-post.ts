import { request as httpRequest } from 'node:http'
import { request as httpsRequest, type RequestOptions } from 'node:https'
import { isIP } from 'node:net'
import type { WireWebhook } from './wire'

/** Where a public host is really found; null: nowhere, so that the delivery fails. `isPlain`: without TLS, as behind a tunnel. */
export type Connect = (host: string) => { port: number; ca?: string; host?: string; isPlain?: boolean } | null

export interface PostOptions {
  /** Left out: as the address says, by the computer's own look-up. */
  connect?: Connect | undefined
  timeoutMs: number
  signal: AbortSignal
}

/** One try to deliver. Resolves with the status; rejects when no answer came in time. Redirects are not followed. */
export async function postToHook(hook: WireWebhook, body: string, options: PostOptions): Promise<number> {
  const url = new URL(hook.ExternalURL)
  return new Promise((resolve, reject) => {
    const way = options.connect?.(url.hostname)
    const send = url.protocol === 'https:' && !way?.isPlain ? httpsRequest : httpRequest
    const request = send(requestOptions(url, hook, options, way), (response) => {
      response.resume()
      response.once('error', reject)
      response.once('end', () => resolve(response.statusCode ?? 0))
    })
    request.once('error', reject)
    request.end(body)
  })
}

/** @throws when the host is nowhere, or a header cannot be written. */
function requestOptions(
  url: URL,
  hook: WireWebhook,
  { timeoutMs, signal }: PostOptions,
  way: ReturnType<Connect> | undefined,
): RequestOptions {
  if (way === null) throw new Error('No such host')
  return {
    ...(way ? { host: way.host ?? '127.0.0.1', port: way.port } : { host: url.hostname, port: url.port }),
    ...(way?.ca === undefined ? {} : { ca: way.ca }),
    ...(isIP(url.hostname) ? {} : { servername: url.hostname }),
    path: `${url.pathname}${url.search}`,
    method: 'POST',
    headers: { ...headersOf(hook), Host: url.host },
    // The network's own time, which no test's clock moves.
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    agent: false,
  }
}

function headersOf(hook: WireWebhook): Record<string, string> {
  const extra = hook.ExternalHeaders.map(({ Key, Value }) => [Key, Value])
  return { 'Content-Type': 'application/json', ...authorization(hook), ...Object.fromEntries(extra) }
}

function authorization(hook: WireWebhook): Record<string, string> {
  switch (hook.ExternalAuthorizationType) {
    case 'bearerauth':
      return { Authorization: `Bearer ${hook.ExternalBearerToken}` }
    case 'basicauth': {
      const pair = `${hook.ExternalUserName}:${hook.ExternalPassword}`
      return { Authorization: `Basic ${Buffer.from(pair).toString('base64')}` }
    }
    default:
      return {}
  }
}
