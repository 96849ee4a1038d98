import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** The notification daemon of the test's desktop. Each notice it was given is in its log, oldest first. */
export class NotificationDaemon {
  readonly #before = this.#all().length

  /** Titles of the notices shown since this was made. */
  titles(): string[] {
    return this.#all().slice(this.#before)
  }

  /** Presses the one on top. */
  press(): void {
    this.#ask('NotificationAction', 'uint32:0')
  }

  closeAll(): void {
    this.#ask('NotificationCloseAll')
  }

  #all(): string[] {
    const log = readFileSync(process.env.NOTIFICATION_LOG ?? '', 'utf8')
    return [...log.matchAll(/^\tsummary: '(.*)'$/gm)].map(([, title = '']) => title)
  }

  #ask(method: string, ...values: string[]): void {
    const name = 'org.freedesktop.Notifications'
    const object = '/org/freedesktop/Notifications'
    const words = ['--session', '--print-reply', `--dest=${name}`, object, `org.dunstproject.cmd0.${method}`]
    execFileSync('dbus-send', [...words, ...values])
  }
}
