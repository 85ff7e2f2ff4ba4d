/** `npm run notices`: writes THIRD-PARTY-NOTICES.txt for everything that ends up in the application. */
import { enter } from './runtime/enter.mjs';
import { runScript } from './runtime/project.mjs';

await enter(import.meta.url);
const { writeNotices } = await import('./runtime/third-party-notices.mjs');
await runScript(async () => writeNotices());
