import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project.mjs';

/**
 * Digest of the sources that decide what a run comes to: equal in the desktop's bundle, the command line's and the
 * checkout. `src-main/config/engine-code.ts` is the same for what runs from source; a test compares the two.
 */
export function engineCode() {
  const folder = join(projectRoot, 'src-main');
  const decides = /^(base|model|engine|exchanges\/paper)\/.*\.ts$|^backtest\/[^/]+\.ts$/;
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
  const hash = createHash('sha256');
  for (const path of paths.filter((candidate) => decides.test(candidate)).sort()) {
    // A checkout on Windows may have other line ends.
    hash.update(`${path}\n${readFileSync(join(folder, path), 'utf8').replaceAll('\r\n', '\n')}\0`);
  }
  return hash.digest('hex');
}
