// Loaded into the app by a test: lets its page crash once it is there, and prints the text of the page that follows.
const { app } = require('electron')

const textOf = (contents) => contents.executeJavaScript('document.body.innerText').catch(() => '')

async function textWithin(contents) {
  for (;;) {
    const text = await textOf(contents)
    if (text) return text
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

app.once('web-contents-created', (_event, contents) => {
  contents.once('did-finish-load', async () => {
    await textWithin(contents)
    contents.once('did-finish-load', async () => {
      console.log(JSON.stringify({ again: await textWithin(contents) }))
      app.quit()
    })
    contents.forcefullyCrashRenderer()
  })
})
