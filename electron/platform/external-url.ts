/** Pages of the provider that a link in the app may open in the browser. */
const hosts = ['inventory.dearsystems.com', 'help.core.cin7.com', 'www.cin7.com']

/** Windows cuts longer addresses off, which could turn one address into another. */
const LONGEST = 2_081

/** The address as it may be handed to the system, or null: https, a known host, no sign-in part, no odd port. */
export function allowedExternalUrl(address: string): string | null {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url?.protocol !== 'https:' || url.port || url.username || url.password) return null
  return hosts.includes(url.hostname) && url.href.length <= LONGEST ? url.href : null
}
