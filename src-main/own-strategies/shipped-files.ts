import { readFileSync } from 'node:fs';

/** The types a strategy is written against; a copy lies beside the person's strategies. */
export const TYPES_FILE = 'bellwether.d.ts';
/** Tells editors how to read the folder. */
export const EDITOR_FILE = 'tsconfig.json';
export const EXAMPLE_FILE = 'example-cross.ts';

/** Of the app: as far from here as from the bundles in out/main and out/cli. */
export const APP_FOLDER = new URL('../../', import.meta.url);
const FOLDER = new URL('resources/strategy-types/', APP_FOLDER);

export function shippedText(name: string): string {
  return readFileSync(new URL(name, FOLDER), 'utf8');
}
