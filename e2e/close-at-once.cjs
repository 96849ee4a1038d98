// Loaded into the app by a test: closes the window as soon as it asks for its page.
const { app } = require('electron')

app.on('browser-window-created', (_event, window) => {
  window.webContents.once('did-start-loading', () => window.close())
})
