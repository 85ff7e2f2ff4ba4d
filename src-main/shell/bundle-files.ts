import { readdirSync } from 'node:fs';
import { extname, join } from 'node:path';

/** A built file the page may ask for. */
export type BundleFile = { readonly path: string; readonly contentType: string };

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/**
 * Every file of the built page by its address (`/assets/index-abc.js`). The list is made once, before a page runs:
 * afterwards an address is looked up and never joined to a folder, so that no spelling of it can leave the bundle. Links
 * are left out, and so are kinds of files the page has no use for.
 */
export function listBundleFiles(folder: string): ReadonlyMap<string, BundleFile> {
  const files = new Map<string, BundleFile>();
  collect(folder, '', files);
  return files;
}

function collect(folder: string, address: string, files: Map<string, BundleFile>): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const entryAddress = `${address}/${entry.name}`;
    if (entry.isDirectory()) collect(path, entryAddress, files);
    const contentType = CONTENT_TYPES[extname(entry.name).toLowerCase()];
    if (entry.isFile() && contentType !== undefined) files.set(entryAddress, { path, contentType });
  }
}
