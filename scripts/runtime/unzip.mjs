/** Unpacks a zip with its file modes and symbolic links, which Electron's bundles on Linux and macOS need. */
import { createWriteStream } from 'node:fs';
import { chmod, mkdir, symlink } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { SetupError } from './project.mjs';

const fileTypeMask = 0o170000;
const symbolicLinkType = 0o120000;

/**
 * @param {string} zipPath
 * @param {string} targetFolder created when absent
 * @param {(name: string) => string | undefined} [rename] the entry's new name inside the target, undefined to leave out
 */
export async function unzip(zipPath, targetFolder, rename = (name) => name) {
  const { openPromise } = await import('yauzl');
  const zip = await openPromise(zipPath);
  for await (const entry of zip.eachEntry()) {
    const name = rename(entry.fileName);
    if (name !== undefined && name !== '') await writeEntry(zip, entry, insideFolder(targetFolder, name));
  }
}

/**
 * @param {import('yauzl').ZipFile} zip
 * @param {import('yauzl').Entry} entry
 * @param {string} path
 */
async function writeEntry(zip, entry, path) {
  if (entry.fileName.endsWith('/')) {
    await mkdir(path, { recursive: true });
    return;
  }
  await mkdir(dirname(path), { recursive: true });
  const content = await zip.openReadStreamPromise(entry);
  const mode = entry.externalFileAttributes >>> 16;
  if ((mode & fileTypeMask) === symbolicLinkType) {
    const target = await text(content);
    insideFolder(dirname(path), target);
    await symlink(target, path);
    return;
  }
  await pipeline(content, createWriteStream(path));
  if ((mode & 0o777) !== 0) await chmod(path, mode & 0o777);
}

/** yauzl refuses `..` and absolute names itself; a link's target and a renamed entry are ours to check. */
function insideFolder(/** @type {string} */ folder, /** @type {string} */ name) {
  const path = resolve(folder, name);
  if (path !== resolve(folder) && !path.startsWith(resolve(folder) + sep)) {
    throw new SetupError(`the archive names a file outside its folder: ${name}`);
  }
  return path;
}
