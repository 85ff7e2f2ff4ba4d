import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { fail, type Outcome, succeed } from '../../base/outcome.ts';
import type { CcxtClass } from './client.ts';

/**
 * The class of one exchange, with streams where ccxt has them. Only its own file is imported: the package as a whole takes
 * a second and 90 MB. The package exports no such file by name, so it is looked for where packages lie.
 */
export async function loadCcxtClass(id: string): Promise<Outcome<CcxtClass>> {
  if (!/^[a-z0-9]+$/.test(id)) return fail('unknownExchange', `exchange is "${id}", expected an id of ccxt`);
  try {
    const folder = sourceFolder();
    const file = [join(folder, 'pro', `${id}.js`), join(folder, `${id}.js`)].find((path) => existsSync(path));
    if (file === undefined) return fail('unknownExchange', `exchange is "${id}", expected an id of ccxt`);
    const module = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { default: CcxtClass };
    return succeed(module.default);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail('exchangeFailed', `ccxt could not be loaded for ${id}: ${reason}`);
  }
}

/** Beside the package itself, whichever of our files this is bundled into. */
function sourceFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  for (let folder = here; folder !== dirname(folder); folder = dirname(folder)) {
    const source = join(folder, 'node_modules', 'ccxt', 'js', 'src');
    if (existsSync(source)) return source;
  }
  throw new Error('ccxt is not installed beside the program');
}
