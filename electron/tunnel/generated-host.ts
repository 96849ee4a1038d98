/** Whether a host name is one that the service made up for a quick tunnel, and not one of the service itself. */
export function isGeneratedHost(host: string): boolean {
  return host.length <= 253 && /^[a-z0-9]+(-[a-z0-9]+)+\.trycloudflare\.com$/.test(host)
}
