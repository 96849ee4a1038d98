import type { Notice, Notifier } from '../ports'

/** A notifier that keeps what it was given. */
export class RecordingNotifier implements Notifier {
  readonly shown: { title: string; body: string }[] = []
  isThere = true
  /** Takes notices and then says that it could not show them. */
  isRefusing = false
  /** Presses one that an earlier run had shown. */
  clickOld: () => void = () => undefined
  readonly #notices: Notice[] = []

  isSupported(): boolean {
    return this.isThere
  }

  show(notice: Notice): void {
    if (this.isRefusing) {
      notice.onFailed()
      return
    }
    this.#notices.push(notice)
    this.shown.push({ title: notice.title, body: notice.body })
  }

  onOldClick(listener: () => void): void {
    this.clickOld = listener
  }

  titles(): string[] {
    return this.shown.map(({ title }) => title)
  }

  /** Presses the newest one. */
  clickLast(): void {
    this.#notices.at(-1)?.onClick()
  }
}
