// The least an Electron program can be: one window with an empty page. What windows.ts measures the app against.
const { app, BrowserWindow } = require('electron')

void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1440, height: 900, webPreferences: { sandbox: true } })
  void window.loadURL('data:text/html,<title>bare</title><h1>bare</h1>')
})
