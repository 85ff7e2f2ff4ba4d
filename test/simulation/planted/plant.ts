/** Loaded before everything else (`node --import`): puts one planted bug into the sources as they are read. */
import { registerHooks } from 'node:module';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PLANTED_BUGS } from './bugs.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const name = process.env.SIMULATION_BUG ?? '';
const bug = PLANTED_BUGS.find((known) => known.name === name);
if (bug === undefined)
  throw new Error(`SIMULATION_BUG is "${name}", expected one of ${PLANTED_BUGS.map((known) => known.name).join(', ')}`);
const missing = new Set(bug.patches);

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.startsWith('file:')) return loaded;
    const file = relative(root, fileURLToPath(url)).replaceAll('\\', '/');
    const patches = bug.patches.filter((patch) => patch.file === file);
    if (patches.length === 0) return loaded;
    let source = Buffer.from(loaded.source as Uint8Array).toString('utf8');
    for (const patch of patches) {
      const parts = source.split(patch.text);
      if (parts.length !== 2) {
        throw new Error(
          `bug ${name}: its text stands ${parts.length - 1} times in ${file}, expected once: ${patch.text}`,
        );
      }
      source = parts.join(patch.instead);
      missing.delete(patch);
    }
    return { ...loaded, source };
  },
});

process.on('exit', () => {
  if (missing.size === 0) return;
  process.stderr.write(`bug ${name}: never loaded ${[...missing].map(({ file }) => file).join(', ')}\n`);
  process.exitCode = 3;
});
