/**
 * `npm run -s cli -- COMMAND …`: the headless commands. Only the command itself writes to stdout. Node built-ins only,
 * up to the bundle: this script's own time is added to every command.
 */
import { pathToFileURL } from 'node:url';
import { ensureCliBuilt } from './runtime/build.mjs';
import { runChild } from './runtime/child.mjs';
import { ensureDependencies } from './runtime/dependencies.mjs';
import { requireChosenNode, requireSupportedNode } from './runtime/enter.mjs';
import { isCurrentNode } from './runtime/node-binary.mjs';
import { runScript, typedFolder } from './runtime/project.mjs';

await runScript(async () => {
  requireSupportedNode();
  await ensureDependencies();
  const bundle = await ensureCliBuilt();
  const node = requireChosenNode();
  const args = process.argv.slice(2);
  if (args[0] === 'doctor') await tellWhichElectron();
  const folder = typedFolder('cli');
  if (!isCurrentNode(node)) return runChild(node, ['--enable-source-maps', bundle, ...args], { cwd: folder });
  process.chdir(folder);
  process.setSourceMapsEnabled(true);
  process.argv = [node, bundle, ...args];
  await import(pathToFileURL(bundle).href);
  return Number(process.exitCode ?? 0);
});

/** Only the launcher knows where an Electron may be; the command checks what it is told of. */
async function tellWhichElectron() {
  const { findElectron } = await import('./runtime/electron.mjs');
  const electron = await findElectron();
  if (electron) process.env.BELLWETHER_ELECTRON_FOUND = JSON.stringify(electron);
}
