import type { HttpRequest } from '../../lib/http'
import { HttpFault, wasNeverConnected } from '../../lib/http-fault'
import { Cin7Fault } from './errors'

export interface ApiCall {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  query?: Record<string, string>
  /** Sent as JSON. */
  body?: unknown
  /** Taken out of the service's words, beside the keys. */
  secrets?: readonly string[]
}

/** A call that changes something. */
export type Write = ApiCall & { method: 'POST' | 'PUT' | 'DELETE' }

/** What a sync does without, by its path: the account may lack the module, or its keys the right to it. */
export const extras: Readonly<Record<string, string>> = {
  webhooks: 'webhooks',
  sale: 'sales',
  saleList: 'sales',
}

export function requestOf(
  { method, path, query, body }: ApiCall,
  apiUrl: string,
): Pick<HttpRequest, 'method' | 'url' | 'body'> {
  const search = new URLSearchParams(query).toString()
  const url = `${apiUrl}${path}${search && `?${search}`}`
  return { method, url, body: body === undefined ? undefined : JSON.stringify(body) }
}

/** Whether a call that failed would be heard only once if it was sent again. */
export function mayAskAgain({ method }: ApiCall, error: unknown): boolean {
  if (method === 'GET') return true
  return error instanceof Cin7Fault && error.cause instanceof HttpFault && wasNeverConnected(error.cause)
}
