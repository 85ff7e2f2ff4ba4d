import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Put in by the build; what runs from source has none. */
declare const __ENGINE_CODE__: string | undefined;

/** All that decides what a run comes to: the rooms below the doors, and how a backtest is set up. */
const DECIDES = /^(base|model|engine|exchanges\/paper)\/.*\.ts$|^backtest\/[^/]+\.ts$/;

let known: string | undefined;

/** SHA-256 of the sources that decide what a run comes to, equal in the app, the command line and a worker of one version. */
export function engineCode(): string {
  known ??= typeof __ENGINE_CODE__ === 'string' ? __ENGINE_CODE__ : digestOfSources();
  return known;
}

function digestOfSources(): string {
  const folder = fileURLToPath(new URL('../', import.meta.url));
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
  const hash = createHash('sha256');
  for (const path of paths.filter((candidate) => DECIDES.test(candidate)).sort()) {
    // A checkout on Windows may have other line ends.
    hash.update(`${path}\n${readFileSync(join(folder, path), 'utf8').replaceAll('\r\n', '\n')}\0`);
  }
  return hash.digest('hex');
}
