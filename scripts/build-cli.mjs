/** Bundles the command line into out/cli: it needs no window, so it does not wait for the desktop's build. */
import { join } from 'node:path';
import { build } from 'vite';
import { engineCode } from './runtime/engine-code.mjs';
import { externalModules, mainEntries, mainTarget } from './runtime/main-bundle.mjs';
import { projectRoot } from './runtime/project.mjs';

await build({
  configFile: false,
  root: projectRoot,
  logLevel: 'warn',
  publicDir: false,
  define: { 'process.env.NODE_ENV': '"production"', __ENGINE_CODE__: JSON.stringify(engineCode()) },
  ssr: { noExternal: true, external: [...externalModules] },
  build: {
    ssr: true,
    target: mainTarget,
    outDir: join(projectRoot, 'out', 'cli'),
    emptyOutDir: true,
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: mainEntries(['cli']),
      external: [...externalModules],
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
