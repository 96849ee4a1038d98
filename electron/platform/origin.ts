/** The UI's own address. Its host is fixed, so that the whole origin is. */
export const APP_SCHEME = 'app'
export const APP_ORIGIN = `${APP_SCHEME}://shelfwatch`

/**
 * The origin of an address, also for our own scheme, whose origin Node's URL calls "null".
 * null when the text is no address.
 */
export function originOf(address: string): string | null {
  const url = URL.canParse(address) ? new URL(address) : null
  return url && `${url.protocol}//${url.username || url.password ? '@' : ''}${url.host}`
}
