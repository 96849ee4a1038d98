import { tool } from './tool.mjs'

/** Packs what was built; answers with an exit code. */
export const pack = (args) => tool('electron-builder', 'electron-builder', args)
