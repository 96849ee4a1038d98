// Opens the app named on the command line, as Electron's own default app does. The fallback runtime lacks that one.
const { readFileSync, statSync } = require('node:fs')
const { createRequire } = require('node:module')
const { join, resolve } = require('node:path')
const { pathToFileURL } = require('node:url')
const { app } = require('electron')

process.defaultApp = true
const requireFromHere = createRequire(join(process.cwd(), 'command-line'))
const target = readArguments(process.argv.slice(1))
const entry = statSync(target).isDirectory() ? openFolder(target) : target

import(pathToFileURL(entry).href).catch((error) => {
  console.error(error)
  app.exit(1)
})

/** Loads what `-r` names (Playwright's hook comes that way) and answers with the app's path. */
function readArguments(args) {
  for (let index = 0; index < args.length; index++) {
    if (args[index] === '-r' || args[index] === '--require') requireFromHere(args[++index])
    else if (!args[index].startsWith('-')) return resolve(args[index])
  }
  return process.cwd()
}

function openFolder(folder) {
  const { name, productName, version, main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  app.setName(productName ?? name)
  if (version) app.setVersion(version)
  app.setAppPath(folder)
  return join(folder, main ?? 'index.js')
}
