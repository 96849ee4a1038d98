import { AppError } from '../../../shared/errors'
import { isLoopback } from '../../lib/loopback'

/**
 * Checks an API address as typed and gives it one form, with a slash at its end. The keys travel in headers,
 * so plain http is accepted on this computer only. Throws `invalid_input`.
 */
export function parseApiUrl(text: string): string {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw invalid('The API address is not a web address. It starts with https://.')
  }
  if (url.protocol === 'http:' && !isLoopback(url)) {
    throw invalid('The API address must start with https://, so that the keys are not sent in the clear.')
  }
  if (url.username || url.password) {
    throw invalid('The API address must not contain a user name or password.')
  }
  if (url.search || url.hash) {
    throw invalid('The API address must end before any “?” or “#”.')
  }
  return url.href.endsWith('/') ? url.href : `${url.href}/`
}

function invalid(message: string): AppError {
  return new AppError('invalid_input', message)
}
