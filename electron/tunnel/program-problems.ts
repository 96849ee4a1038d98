import { AppError, type ErrorCode, isAppError } from '../../shared/errors'
import type { HttpFault } from '../lib/http-fault'

/** Why no whole program came, in words. */
export function faultInWords(fault: HttpFault): AppError {
  const problem = (code: ErrorCode, message: string) => new AppError(code, message, { cause: fault })
  switch (fault.kind) {
    case 'unreachable':
      return problem(
        'offline',
        'The tunnel program could not be fetched, as github.com could not be reached. Check the internet connection and try again.',
      )
    case 'timed_out':
      return problem(
        'timed_out',
        'The tunnel program could not be fetched, as nothing more came from github.com for half a minute. Check the internet connection and try again.',
      )
    case 'certificate':
      return problem(
        'certificate_untrusted',
        `The tunnel program could not be fetched, as the connection to github.com is not secure: its certificate${issuedBy(fault)} is not trusted. Check this computer's clock and its network, then try again.`,
      )
    case 'cut':
    case 'redirected':
    case 'too_large':
      return problem(
        'tunnel_unavailable',
        'The connection broke off before the tunnel program was there. Check the internet connection and try again.',
      )
  }
}

function issuedBy({ issuer }: HttpFault): string {
  return issuer ? `, issued by “${issuer.slice(0, 80)}”,` : ''
}

export function webPage(): AppError {
  return new AppError(
    'tunnel_unavailable',
    'A web page came in place of the tunnel program. Sign in to the network if it asks for that, then try again.',
  )
}

export function notTheProgram(cause?: unknown): AppError {
  return new AppError(
    'tunnel_unavailable',
    'What was fetched is not the tunnel program that Shelfwatch knows, so it was thrown away. Try again from another network, or install cloudflared yourself and choose it in the settings.',
    { cause },
  )
}

const ofStorage: Partial<Record<ErrorCode, string>> = {
  storage_full:
    'The disk is full, so the tunnel program could not be kept. Free some space and try again; it needs about 100 MB.',
  storage_read_only:
    'Shelfwatch may not write the tunnel program into its data folder. Allow writing there, and end the program cloudflared if it runs, then try again.',
  storage_failed:
    'The tunnel program could not be written into the data folder of Shelfwatch. Check its disk and try again.',
}

/** A fault of keeping the file, told about the program; any other as it is. */
export function storageInWords(error: unknown): unknown {
  const words = isAppError(error) ? ofStorage[error.code] : undefined
  return isAppError(error) && words ? new AppError(error.code, words, { cause: error }) : error
}
