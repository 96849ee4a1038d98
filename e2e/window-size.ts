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

/** Zooms the page, as Ctrl and plus do, and waits until it is laid out anew. */
export async function zoomWindow(app: RunningApp, factor: number): Promise<void> {
  const width = await app.electron.evaluate(({ BrowserWindow }, zoom) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.webContents.setZoomFactor(zoom)
    return Math.round((window?.getContentSize()[0] ?? 0) / zoom)
  }, factor)
  await app.window.waitForFunction((wide) => innerWidth === wide, width)
}
