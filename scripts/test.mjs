/** `npm test`: everything there is to prove; `npm run soak`: the long checks. Ends with `N passed, N failed`. */
import { enter } from './runtime/enter.mjs';
import { runScript } from './runtime/project.mjs';

await enter(import.meta.url);
const { runTests } = await import('./runtime/run-tests.mjs');
await runScript(() => runTests(process.argv.slice(2)));
