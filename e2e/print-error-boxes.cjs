// Loaded into the app by a test that nobody watches: error boxes are printed instead of waiting for a click.
const { dialog } = require('electron')

dialog.showErrorBox = (title, content) => console.log(JSON.stringify({ title, content }))
