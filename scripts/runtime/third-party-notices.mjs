/**
 * Names and licence texts of every package in the application: the production tree, and the development dependencies
 * whose code is bundled into the window. Electron brings its own notices beside its binary.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot, SetupError, say } from './project.mjs';

const noticesPath = join(projectRoot, 'THIRD-PARTY-NOTICES.txt');
/** Development dependencies whose code the window's bundle contains. */
export const bundledIntoWindow = Object.freeze([
  '@mantine/core',
  '@mantine/form',
  '@mantine/hooks',
  '@mantine/notifications',
  'ag-grid-community',
  'ag-grid-react',
  'dockview-react',
  'echarts',
  'react',
  'react-dom',
  'zustand',
]);

/** For packages that name the licence and forgot its text. */
const mitText = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** @typedef {{ name: string, version: string, license: string, folder: string }} BundledPackage */
/**
 * @typedef {{ version?: string, license?: string, dependencies?: Record<string, string>,
 *   optionalDependencies?: Record<string, string>, peerDependencies?: Record<string, string> }} LockEntry
 */

/** @returns {number} exit code */
export function writeNotices() {
  const packages = bundledPackages();
  writeFileSync(noticesPath, `${headerOf(packages)}${packages.map(noticeOf).join('')}`);
  say(`wrote ${noticesPath}: ${packages.length} packages.`);
  return 0;
}

/** @returns {boolean} whether the written file lists exactly the packages the lockfile names */
export function noticesAreCurrent() {
  if (!existsSync(noticesPath)) return false;
  return readFileSync(noticesPath, 'utf8').startsWith(headerOf(bundledPackages()));
}

/** @returns {BundledPackage[]} sorted by name and version; found from the lockfile alone, so that every platform agrees */
export function bundledPackages() {
  /** @type {Record<string, LockEntry>} */
  const lock = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')).packages;
  const direct = Object.keys(lock['']?.dependencies ?? {});
  /** @type {Set<string>} */
  const paths = new Set();
  for (const name of [...direct, ...bundledIntoWindow]) collect(lock, '', name, paths);
  const packages = [...paths].map((path) => describe(path, lock[path]));
  const unique = new Map(packages.map((entry) => [`${entry.name} ${entry.version}`, entry]));
  return [...unique.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

/** @param {Record<string, LockEntry>} lock @param {string} from @param {string} name @param {Set<string>} paths */
function collect(lock, from, name, paths) {
  const path = resolveInLock(lock, from, name);
  if (path === undefined || paths.has(path)) return;
  paths.add(path);
  const entry = lock[path];
  for (const needed of Object.keys({ ...entry?.dependencies, ...entry?.optionalDependencies })) {
    collect(lock, path, needed, paths);
  }
}

/** As Node looks it up: the nearest node_modules on the way to the root. */
function resolveInLock(
  /** @type {Record<string, LockEntry>} */ lock,
  /** @type {string} */ from,
  /** @type {string} */ name,
) {
  for (let folder = from; ; folder = parentPackage(folder)) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (path in lock) return path;
    if (folder === '') return undefined;
  }
}

/** @param {string} path */
function parentPackage(path) {
  const end = path.lastIndexOf('/node_modules/');
  return end < 0 ? '' : path.slice(0, end);
}

/** @param {string} path @param {LockEntry | undefined} entry @returns {BundledPackage} */
function describe(path, entry) {
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  return {
    name,
    version: entry?.version ?? '',
    license: entry?.license ?? 'see below',
    folder: join(projectRoot, path),
  };
}

/** @param {readonly BundledPackage[]} packages */
function headerOf(packages) {
  const list = packages.map((entry) => `  ${entry.name} ${entry.version} (${entry.license})`).join('\n');
  return (
    'Bellwether contains the software listed here, each under its own licence, whose text follows the list.\n' +
    'Electron and Chromium bring their own notices beside the executable. Made by: npm run notices\n\n' +
    `${list}\n\n`
  );
}

/** @param {BundledPackage} entry */
function noticeOf(entry) {
  const rule = '-'.repeat(80);
  const body = licenceTexts(entry).join('\n\n');
  return `${rule}\n${entry.name} ${entry.version}\nLicence: ${entry.license}\n\n${body}\n\n`;
}

/** @param {BundledPackage} entry @returns {string[]} licence and notice files; a package without one is named in SPDX terms */
function licenceTexts({ name, license, folder }) {
  if (!existsSync(folder)) return [`(optional on other platforms; licence ${license})`];
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => entry.name).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  const texts = files.sort().map((file) => readFileSync(join(folder, file), 'utf8').trim().replaceAll('\r\n', '\n'));
  if (texts.length > 0) return texts;
  if (license === 'see below') throw new SetupError(`${name} names no licence; it must not be bundled.`);
  const copyright = `Licensed under ${license}. Copyright ${authorOf(folder)}.`;
  return license === 'MIT' ? [copyright, mitText] : [copyright];
}

/** @param {string} folder */
function authorOf(folder) {
  const description = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const author = description.author;
  return typeof author === 'string' ? author : (author?.name ?? dirname(folder).split('/').at(-1) ?? '');
}
