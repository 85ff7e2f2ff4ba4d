/** Child of run-benches: runs one bench file, which Node 24 reads as TypeScript by itself, and sends its results. */
import { pathToFileURL } from 'node:url';

const file = process.argv[2] ?? '';
const module = await import(pathToFileURL(file).href);
const results = await module.bench.run();
process.send?.(results, undefined, undefined, () => process.exit(0));
