import type { Page } from '@playwright/test'
import type { RunningApp } from './launch'

/** The next dialog that asks where to save is answered with this path. */
export async function answerSaveDialog(app: RunningApp, filePath: string): Promise<void> {
  await app.electron.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen })
  }, filePath)
}

/** Counts what is handed to the printer. */
export async function printedRows(window: Page, askForIt: () => Promise<void>): Promise<number> {
  const printed = window.evaluate(
    () =>
      new Promise<number>((resolve) => {
        globalThis.print = () => resolve(document.querySelectorAll('[data-print-sheet] tbody tr').length)
      }),
  )
  await askForIt()
  return printed
}
