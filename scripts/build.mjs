/** `npm run build`: the application into out/, whether or not anything has changed. */
import { enter } from './runtime/enter.mjs';
import { runScript } from './runtime/project.mjs';

await enter(import.meta.url);
const { ensureAppBuilt } = await import('./runtime/build.mjs');
await runScript(async () => {
  await ensureAppBuilt({ force: true });
  return 0;
});
