/** `npm run package`: installers for this platform; on a closed network a folder that proves configuration and fuses. */
import { enter } from './runtime/enter.mjs';
import { runScript } from './runtime/project.mjs';

await enter(import.meta.url);
const { packageApplication } = await import('./runtime/package-application.mjs');
await runScript(() => packageApplication());
