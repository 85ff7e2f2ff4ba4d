/** `npm run screenshots [-- NAME …]`: every room in both themes and at two sizes into `screenshots/`, to be looked at. */
import { enter } from './runtime/enter.mjs';
import { projectRoot, runScript } from './runtime/project.mjs';

await enter(import.meta.url);
const { openFullTestEnvironment } = await import('./runtime/test-environment.mjs');
const { join } = await import('node:path');
const { pathToFileURL } = await import('node:url');
await runScript(async () => {
  const { environment, close } = await openFullTestEnvironment();
  Object.assign(process.env, environment);
  try {
    const module = await import(pathToFileURL(join(projectRoot, 'test', 'screenshots', 'take-screenshots.ts')).href);
    await module.takeScreenshots(process.argv.slice(2));
    return 0;
  } finally {
    close();
  }
});
