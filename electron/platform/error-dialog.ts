import { app, dialog } from 'electron/main'
import { isAppError } from '../../shared/errors'
import type { Log } from '../ports'

/** For errors that no window can show: says it in a dialog, logs it if there is a log yet, and ends the program. */
export function failStart(error: unknown, log?: Log): void {
  log?.error('start failed', { error })
  // Before Electron is ready, Linux would print the words instead of showing them.
  void app.whenReady().then(() => {
    dialog.showErrorBox('Shelfwatch cannot start', sentenceFor(error))
    app.exit(1)
  })
}

/** Nothing is lost in silence: before there is a window a stray error ends the program, later it is logged. */
export function catchStrayErrors({ hasWindow, log }: { hasWindow(): boolean; log: Log }): void {
  const onError = (error: unknown) => {
    if (hasWindow()) log.error('unexpected error', { error })
    else failStart(error, log)
  }
  process.on('uncaughtException', onError)
  process.on('unhandledRejection', onError)
}

function sentenceFor(error: unknown): string {
  if (isAppError(error)) return error.message
  return 'Something unexpected happened while starting. Start Shelfwatch again; if it happens again, install it again. Your data stays where it is.'
}
