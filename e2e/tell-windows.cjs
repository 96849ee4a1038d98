// Loaded into the app by a test: says on standard error when a window or a page comes up.
const { app } = require('electron')

app.on('browser-window-created', () => console.error('a window was opened'))
app.on('web-contents-created', () => console.error('a page was opened'))
