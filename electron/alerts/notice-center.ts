import { z } from 'zod'
import type { AppStatus } from '../../shared/domain/app-status'
import type { Settings } from '../../shared/domain/settings'
import type { EventName, EventPayloads } from '../../shared/ipc/events'
import type { Database } from '../db/database'
import type { Clock, Log, Notifier } from '../ports'
import type { SettingsStore } from '../settings/settings-store'
import { NoticeQueue, type QueuedNotice } from './notice-queue'
import { digestOf, type NoticeText, noticeOf, summaryOf, unableToShow } from './notice-text'
import { lastAt, nextAt, quietUntil } from './notice-times'

/** More than there is room for become one. */
const MOST_IN_A_MINUTE = 3
const MINUTE_MS = 60_000
/** A wall clock that is set while something waits is noticed within this time. */
const LONGEST_SLEEP_MS = 10 * MINUTE_MS

/** When the last digest was due and decided, wall clock. */
const DIGESTED_AT = 'notices.digestedAt'
const UNABLE_DISMISSED = 'notices.unableDismissed'
const UNABLE_ID = 'unable-to-show-notices'

interface Deps {
  db: Database
  clock: Clock
  log: Log
  settings: SettingsStore
  notifier: Notifier
  emit<N extends EventName>(name: N, payload: EventPayloads[N]): void
}

/** What one notice of the system tells. */
interface Telling {
  text: NoticeText
  alerts: readonly QueuedNotice[]
}

/**
 * Decides which of the waiting notices the system shows, when and in what form. They count as told from the
 * transaction that decided it, so that no end of the program repeats one.
 */
export class NoticeCenter {
  readonly #deps: Deps
  readonly #queue: NoticeQueue
  /** When notices were shown in the last minute, on the monotonic clock, oldest first. */
  #shownAt: number[] = []
  /** What waits was kept back: by quiet hours, an end of the program, or the number shown in the last minute. */
  #isHeldBack = true
  #isUnable = false
  #isStarted = false
  #isReviewDue = false
  #alarm = new AbortController()

  constructor(deps: Deps) {
    this.#deps = deps
    this.#queue = new NoticeQueue(deps)
  }

  /** What was left when the app was closed is made up for. */
  start(): void {
    this.#isStarted = true
    this.#deps.notifier.onOldClick(() => this.#deps.emit('app.navigate', { to: 'alerts' }))
    this.review()
  }

  stop(): void {
    this.#isStarted = false
    this.#alarm.abort()
  }

  /** Alerts were decided, the settings or the time of day are others. Looks at what waits once the caller is done. */
  review(): void {
    if (this.#isReviewDue) return
    this.#isReviewDue = true
    queueMicrotask(() => {
      this.#isReviewDue = false
      if (this.#isStarted) this.#tellWhatWaits()
    })
  }

  /** Said in the window, once: the system shows no notices. */
  notices(): AppStatus['notices'] {
    return this.#isUnable ? [{ id: UNABLE_ID, message: unableToShow }] : []
  }

  dismiss(id: string): void {
    if (id !== UNABLE_ID) return
    this.#isUnable = false
    this.#deps.settings.writeValue(UNABLE_DISMISSED, true)
  }

  #tellWhatWaits(): void {
    const { db, log } = this.#deps
    try {
      const settings = this.#deps.settings.read()
      for (const telling of db.write(() => this.#decide(settings))) this.#show(telling)
      this.#arm(settings)
    } catch (error) {
      log.warn('notices not decided', { error })
      this.#wakeIn(LONGEST_SLEEP_MS)
    }
  }

  /** Inside the transaction. What it answers with is marked as told. */
  #decide(settings: Settings): Telling[] {
    const now = this.#deps.clock.now()
    if (!settings.lowStockAlerts) {
      this.#queue.markDone(this.#queue.undigested(), now)
      return []
    }
    if (quietUntil(settings, now) !== null) {
      this.#isHeldBack = this.#queue.untold().length > 0
      return []
    }
    const digest = this.#digest(settings, now)
    return settings.noticeMode === 'digest' ? digest : [...digest, ...this.#instant(settings, now)]
  }

  #digest(settings: Settings, now: number): Telling[] {
    if (!this.#isDigestDue(settings, now) || this.#room() === 0) return []
    this.#deps.settings.writeValue(DIGESTED_AT, now)
    const waiting = settings.noticeMode === 'both' ? this.#queue.undigested() : this.#queue.untold()
    this.#queue.markDone(waiting, now)
    const alerts = worthTelling(waiting, settings)
    return alerts.length > 0 ? this.#counted([{ text: digestOf(alerts), alerts }]) : []
  }

  #isDigestDue({ noticeMode, digestAt }: Settings, now: number): boolean {
    return noticeMode !== 'instant' && lastAt(digestAt, now) > this.#digestedAt(now)
  }

  /** The first digest is that of the next day; a clock that was set back must not put it off. */
  #digestedAt(now: number): number {
    const { settings } = this.#deps
    const stored = settings.readValue(DIGESTED_AT, z.number())
    if (stored !== null && stored <= now) return stored
    settings.writeValue(DIGESTED_AT, now)
    return now
  }

  #instant(settings: Settings, now: number): Telling[] {
    const waiting = this.#queue.untold()
    const alerts = worthTelling(waiting, settings)
    const room = this.#room()
    const wasHeldBack = this.#isHeldBack
    this.#isHeldBack = alerts.length > 0 && room === 0
    if (this.#isHeldBack) return []
    if (settings.noticeMode === 'both') this.#queue.markTold(waiting, now)
    else this.#queue.markDone(waiting, now)
    if (alerts.length === 0) return []
    const isOneEach = alerts.length === 1 || (alerts.length <= room && !wasHeldBack)
    return this.#counted(
      isOneEach
        ? alerts.map((alert) => ({ text: noticeOf(alert), alerts: [alert] }))
        : [{ text: summaryOf(alerts), alerts }],
    )
  }

  #room(): number {
    const since = this.#deps.clock.monotonic() - MINUTE_MS
    this.#shownAt = this.#shownAt.filter((at) => at > since)
    return MOST_IN_A_MINUTE - this.#shownAt.length
  }

  #counted(tellings: Telling[]): Telling[] {
    this.#shownAt.push(...tellings.map(() => this.#deps.clock.monotonic()))
    return tellings
  }

  #show({ text, alerts }: Telling): void {
    const { notifier, log } = this.#deps
    const alertIds = alerts.map(({ alertId }) => alertId)
    try {
      if (!notifier.isSupported()) this.#sayUnable()
      else
        notifier.show({
          ...text,
          onClick: () => this.#open(alertIds),
          onFailed: () => this.#sayUnable(),
        })
    } catch (error) {
      log.warn('notice not shown', { error })
      this.#sayUnable()
    }
  }

  /** Looked up when it is clicked: the product may be gone by then. */
  #open(alertIds: number[]): void {
    const [productId = null, ...others] = new Set(alertIds.map((alertId) => this.#queue.productOf(alertId)))
    const isOne = productId !== null && others.length === 0
    this.#deps.emit('app.navigate', isOne ? { to: 'product', productId } : { to: 'alerts' })
  }

  #sayUnable(): void {
    const { settings, emit } = this.#deps
    if (this.#isUnable || settings.readValue(UNABLE_DISMISSED, z.boolean())) return
    this.#isUnable = true
    emit('app.noticeAdded', { id: UNABLE_ID })
  }

  #arm(settings: Settings): void {
    const { clock } = this.#deps
    this.#alarm.abort()
    if (!settings.lowStockAlerts) return
    const now = clock.now()
    const quietEnd = quietUntil(settings, now)
    const hasDigest = settings.noticeMode !== 'instant'
    const isWaiting = this.#isHeldBack || this.#isDigestDue(settings, now)
    const waits = [
      hasDigest && nextAt(settings.digestAt, now) - now,
      quietEnd !== null && (hasDigest || this.#queue.untold().length > 0) && quietEnd - now,
      isWaiting && this.#room() === 0 && (this.#shownAt[0] ?? 0) + MINUTE_MS - clock.monotonic(),
    ].filter((wait) => wait !== false)
    if (waits.length > 0) this.#wakeIn(Math.min(...waits, LONGEST_SLEEP_MS))
  }

  #wakeIn(ms: number): void {
    this.#alarm.abort()
    this.#alarm = new AbortController()
    this.#deps.clock.sleep(ms, this.#alarm.signal).then(
      () => this.review(),
      () => undefined,
    )
  }
}

/** One for each alert that is still open, uncovered and no better than when it was decided, where notices are wanted. */
function worthTelling(waiting: readonly QueuedNotice[], { mutedLocationIds }: Settings): QueuedNotice[] {
  const worth = waiting.filter(
    ({ state, band, decidedBand, coveredUntil, locationId }) =>
      state === 'open' &&
      coveredUntil === null &&
      !isBetter(band, decidedBand) &&
      !mutedLocationIds.includes(locationId),
  )
  return [...new Map(worth.map((notice) => [notice.alertId, notice])).values()]
}

const bands = ['out', 'critical', 'low'] as const

function isBetter(band: QueuedNotice['band'], than: QueuedNotice['band']): boolean {
  return bands.indexOf(band) > bands.indexOf(than)
}
