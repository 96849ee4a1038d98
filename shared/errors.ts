/**
 * What can go wrong in ways the shop manager can do something about. Anything that is not an
 * `AppError` is a bug: it is logged with its stack and shown as `internal`.
 */
export const errorCodes = [
  'invalid_input',
  'cancelled',
  'not_found',
  'internal',
  // the provider
  'credentials_rejected',
  'rate_limited',
  'offline',
  'timed_out',
  'certificate_untrusted',
  'not_the_provider',
  'provider_unavailable',
  'provider_changed',
  'list_held',
  'page_limit',
  'provider_refused',
  // live updates
  'tunnel_unavailable',
  // the keychain: four recoverable states, then three about what is in it
  'keychain_locked',
  'keychain_missing',
  'keychain_timed_out',
  'keychain_unloadable',
  'key_missing',
  'key_wrong',
  'secret_damaged',
  // the store
  'storage_full',
  'storage_read_only',
  'storage_newer',
  'storage_failed',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** An expected failure. `message` is one or two plain sentences: what happened and what to do. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}

export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code)
}
