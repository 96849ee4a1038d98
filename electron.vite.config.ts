import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

// Built for the oldest runtime it must start in: Electron 33 has Node 20 and Chrome 130.
export default defineConfig({
  main: {
    build: {
      target: 'node20',
      outDir: 'out/main',
      license: { fileName: 'licenses.md' },
      rollupOptions: { input: 'electron/main.ts', output: { format: 'es' } },
    },
  },
  preload: {
    build: {
      target: 'node20',
      outDir: 'out/preload',
      rollupOptions: {
        input: 'electron/preload.ts',
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    build: {
      target: 'chrome130',
      outDir: 'out/renderer',
      minify: true,
      license: { fileName: 'licenses.md' },
      // Absolute, because the dev server looks for it from its own root.
      rollupOptions: { input: resolve('renderer/index.html') },
    },
    plugins: [react()],
  },
})
