/** `npm run bench [-- NAME …] [-- --json]`: every measured figure beside its reference from the same run. */
import { enter } from './runtime/enter.mjs';
import { runScript } from './runtime/project.mjs';

await enter(import.meta.url);
const { runBenches } = await import('./runtime/run-benches.mjs');
await runScript(() => runBenches(process.argv.slice(2)));
