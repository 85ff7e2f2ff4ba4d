/** `npm run docs`: writes docs/strategies/, docs/indicators.md and the types of own strategies from the definitions themselves. */
import { enter } from './runtime/enter.mjs';
import { runScript } from './runtime/project.mjs';

await enter(import.meta.url);
const { writeDocs } = await import('./runtime/definition-docs.mjs');
await runScript(async () => writeDocs());
