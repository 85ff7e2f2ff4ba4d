import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fail, type Outcome, succeed } from '../../base/outcome.ts';
import type { CcxtClass } from './client.ts';

/**
 * The class of one exchange, with streams where ccxt has them. Only its own file is imported: the package as a whole takes
 * a second and 90 MB. The package exports no such file by name, so it is found beside what it does export.
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

function sourceFolder(): string {
  const main = createRequire(import.meta.url).resolve('ccxt');
  for (let folder = dirname(main); folder !== dirname(folder); folder = dirname(folder)) {
    const source = join(folder, 'js', 'src');
    if (existsSync(source)) return source;
  }
  throw new Error(`no folder js/src beside ${main}`);
}
