// Opens the app named on the command line, as Electron's own default app does. The fallback runtime lacks that one.
import { readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

process.defaultApp = true
const requireFromHere = createRequire(join(process.cwd(), 'command-line'))
const target = readArguments(process.argv.slice(1))
const entry = statSync(target).isDirectory() ? openFolder(target) : target

try {
  // Awaited here, because Electron is not ready before its entry has run: the app may still set itself up.
  await import(pathToFileURL(entry).href)
} catch (error) {
  console.error(error)
  app.exit(1)
}

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
