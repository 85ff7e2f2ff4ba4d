/**
 * Electron's default app for the registry runtime: loads the application whose folder the command line names.
 * It is a module with top-level await because Electron holds back `ready` only for those.
 */
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const require = createRequire(import.meta.url);
require(join(process.resourcesPath, 'closed-network', 'sqlite-hook.cjs'));

// Playwright names its loader with -r before anything else, and the loader removes that part from process.argv.
const [, firstArgument, preloadFile] = process.argv;
if (firstArgument === '-r' && preloadFile !== undefined) require(resolve(preloadFile));

const target = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (target === undefined) {
  process.stderr.write('usage: electron FOLDER\n');
  app.exit(2);
} else {
  try {
    await loadApplication(resolve(target));
  } catch (error) {
    // Electron's own error box would wait for a click that nobody can give on a display nobody sees.
    process.stderr.write(`the application could not start: ${error?.stack ?? error}\n`);
    app.exit(1);
  }
}

async function loadApplication(path) {
  const folder = statSync(path).isDirectory() ? path : dirname(path);
  const description = statSync(path).isDirectory() ? JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) : {};
  if (description.productName ?? description.name) app.setName(description.productName ?? description.name);
  if (description.version) app.setVersion(description.version);
  app.setAppPath(folder);
  const main = folder === path ? join(path, description.main ?? 'index.js') : path;
  await import(pathToFileURL(main).href);
}
