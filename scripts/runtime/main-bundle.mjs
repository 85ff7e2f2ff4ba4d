/** What the bundles of the Node side have in common: the desktop's out/main and the command line's out/cli. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project.mjs';

/** Node 20 is inside the Electron that tests on closed networks run on; the pinned Electron and the CLI have 24. */
export const mainTarget = 'node20.18';

/** Plain JavaScript, bundled for a quick start. The others hold native code or find their worker files by path. */
export const bundledDependencies = Object.freeze(['luxon', 'technicalindicators', 'ws', 'zod']);

/** Never bundled. `ws` looks for its two native accelerators and does without them. */
export const externalModules = Object.freeze([
  'electron',
  'better-sqlite3',
  'keytar',
  'piscina',
  'pino',
  'electron-updater',
  'typescript-api',
  'bufferutil',
  'utf-8-validate',
]);

/**
 * The named doors of src-main, and every worker thread's: files named `…-worker.ts`.
 * @param {readonly string[]} doors without ending @returns {Record<string, string>} name to file
 */
export function mainEntries(doors) {
  const sources = join(projectRoot, 'src-main');
  const files = readdirSync(sources).filter((name) => name.endsWith('-worker.ts'));
  const names = [...doors, ...files.map((name) => name.slice(0, -'.ts'.length))];
  return Object.fromEntries(names.map((name) => [name, join(sources, `${name}.ts`)]));
}
