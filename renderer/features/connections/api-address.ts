const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether a typed API address may be used: https anywhere, http on this computer only. Empty means Cin7's own. */
export function isUsableApiAddress(typed: string): boolean {
  const address = typed.trim()
  if (address === '') return true
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  if (url.protocol === 'https:') return true
  return url.protocol === 'http:' && loopbackHosts.has(url.hostname)
}
