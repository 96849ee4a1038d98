import { Notification } from 'electron/main'
import type { Notifier } from '../ports'

/** A notice that is forgotten while it is on screen can no longer be clicked. A system that never says "closed" keeps few. */
const MOST_KEPT = 100

/** The system's own notices. */
export function createDesktopNotifier(): Notifier {
  const kept = new Set<Notification>()
  return {
    isSupported: () => Notification.isSupported(),
    show({ title, body, onClick, onFailed }) {
      const notification = new Notification({ title, body })
      const forget = () => void kept.delete(notification)
      notification.once('close', forget)
      notification.once('failed', () => {
        forget()
        onFailed()
      })
      notification.on('click', onClick)
      kept.add(notification)
      const [oldest] = kept
      if (kept.size > MOST_KEPT && oldest) kept.delete(oldest)
      notification.show()
    },
    onOldClick(listener) {
      // Windows only, and only in newer versions of Electron. It tells of every click.
      if (process.platform !== 'win32' || typeof Notification.handleActivation !== 'function') return
      Notification.handleActivation(() => {
        if (kept.size === 0) listener()
      })
    },
  }
}
