/**
 * `npm run -s exchange -- --port P --seed N`: the local exchange of the tests, which speaks Binance and Coinbase on 127.0.0.1.
 * stdout carries its one JSON line alone. `test/exchange/README.md` says what it can do.
 */
import { join } from 'node:path';
import { runChild } from './runtime/child.mjs';
import { ensureDependencies } from './runtime/dependencies.mjs';
import { requireChosenNode, requireSupportedNode } from './runtime/enter.mjs';
import { projectRoot, runScript } from './runtime/project.mjs';

await runScript(async () => {
  requireSupportedNode();
  await ensureDependencies();
  const main = join(projectRoot, 'test', 'exchange', 'main.ts');
  return runChild(requireChosenNode(), [main, ...process.argv.slice(2)], { cwd: projectRoot });
});
