import type { RunningApp } from './launch'

/** Gives the window's content exactly this size, in CSS pixels, and waits until the page has it. */
export async function resizeWindow(app: RunningApp, width: number, height: number): Promise<void> {
  await app.electron.evaluate(
    ({ BrowserWindow }, size) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height)
    },
    { width, height },
  )
  await app.window.waitForFunction((size) => innerWidth === size.width && innerHeight === size.height, {
    width,
    height,
  })
}
