/** `npm run dev`: the application with hot reload, in the Electron that `npm start` would use. */
import { enter } from './runtime/enter.mjs';
import { runScript } from './runtime/project.mjs';

await enter(import.meta.url);
const { startDevelopment } = await import('./runtime/start-development.mjs');
await runScript(() => startDevelopment(process.argv.slice(2)));
