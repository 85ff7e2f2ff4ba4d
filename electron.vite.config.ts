import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { engineCode } from './scripts/runtime/engine-code.mjs';
import { bundledDependencies, mainEntries, mainTarget } from './scripts/runtime/main-bundle.mjs';
import { preloadFirstPage } from './scripts/runtime/preload-first-page.mjs';

/** Electron 33, which tests on closed networks run on, has Chrome 130; the pinned Electron is newer. */
const rendererTarget = 'chrome130';

export default defineConfig({
  main: {
    define: { __ENGINE_CODE__: JSON.stringify(engineCode()) },
    build: {
      target: mainTarget,
      externalizeDeps: { exclude: [...bundledDependencies] },
      sourcemap: true,
      rolldownOptions: {
        input: mainEntries(['main', 'cli']),
        // Chunks lie beside the entries, so that `new URL('./compute-worker.js', import.meta.url)` holds in each of them.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: mainTarget,
      // A sandboxed preload can require nothing but electron: everything else goes into the one file.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: resolve('src-preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    // The page keeps its own origin in development (app://bundle, answered from here), so it cannot guess this address.
    server: { port: 5173, strictPort: true, hmr: { protocol: 'ws', host: 'localhost', clientPort: 5173 } },
    plugins: [react(), preloadFirstPage('src-renderer/features/dashboard/index.ts')],
    build: {
      target: rendererTarget,
      outDir: resolve('out/renderer'),
      minify: true,
      // The content security policy allows neither inline scripts nor data: scripts.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4_000,
      rolldownOptions: { input: { index: resolve('src-renderer/index.html') } },
    },
  },
});
