const thisComputer = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** Whether a typed API address may be used: https anywhere, http on this computer only. Empty means Cin7's own. */
export function isUsableApiAddress(typed: string): boolean {
  const address = typed.trim()
  if (address === '') return true
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || (protocol === 'http:' && thisComputer.test(hostname))
}
