/**
 * `npm run simulate -- --seeds N --from S --json`: the engine, the journal and the live venue against a hostile exchange and
 * disk, one story a seed. `test/simulation/README.md` says what can be asked of it.
 */
import { join } from 'node:path';
import { runChild } from './runtime/child.mjs';
import { ensureDependencies } from './runtime/dependencies.mjs';
import { requireChosenNode, requireSupportedNode } from './runtime/enter.mjs';
import { projectRoot, runScript } from './runtime/project.mjs';

await runScript(async () => {
  requireSupportedNode();
  await ensureDependencies();
  const main = join(projectRoot, 'test', 'simulation', 'main.ts');
  return runChild(requireChosenNode(), [main, ...process.argv.slice(2)], { cwd: projectRoot });
});
