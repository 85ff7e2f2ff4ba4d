/** `npm start`: everything a fresh clone needs, then the window. Arguments after `--` go to the application. */
import { enter } from './runtime/enter.mjs';
import { runScript } from './runtime/project.mjs';

await enter(import.meta.url);
const { startApplication } = await import('./runtime/start-application.mjs');
await runScript(() => startApplication(process.argv.slice(2)));
