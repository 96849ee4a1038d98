/** Whether a window of this process could be seen. */
export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

/** Chromium refuses to run as root with its sandbox. */
export const needsNoSandbox = () => process.platform === 'linux' && process.getuid?.() === 0
