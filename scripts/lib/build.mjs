import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'
import { tool } from './tool.mjs'

const sources = [
  'electron',
  'renderer',
  'shared',
  'drizzle',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
]
const outputs = ['out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/index.html']

/** Builds main, preload and renderer into out/; answers with an exit code. */
export const build = () => tool('electron-vite', 'electron-vite', ['build'])

/** Builds only when a source is newer than what was built. */
export async function buildIfStale() {
  const builtAt = Math.min(...outputs.map((output) => changedAt(join(root, output))))
  const newest = Math.max(...sources.map((source) => newestIn(join(root, source))))
  return builtAt > newest ? 0 : build()
}

const changedAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

function newestIn(path) {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return changedAt(path)
  const inside = readdirSync(path).map((name) => newestIn(join(path, name)))
  return Math.max(changedAt(path), ...inside)
}
