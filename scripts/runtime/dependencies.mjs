/** Installs the locked dependencies when they are absent or not the ones package-lock.json names. */
import { existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmCommand, runChild } from './child.mjs';
import { projectRoot, SetupError, say, sha256 } from './project.mjs';

const lockPath = join(projectRoot, 'package-lock.json');
const stampPath = join(projectRoot, 'node_modules', '.bellwether-stamp');

/** Makes node_modules hold exactly what the lockfile says; nothing runs from the packages while installing. */
export async function ensureDependencies() {
  const lockText = readFileSync(lockPath, 'utf8');
  const wanted = `${sha256(lockText)} ${process.platform}-${process.arch}`;
  if (readIfPresent(stampPath) === wanted) return;
  if (!matchesInstalled(lockText)) {
    requireOwnFolder(join(projectRoot, 'node_modules'));
    await install();
  }
  mkdirSync(join(projectRoot, 'node_modules'), { recursive: true });
  writeFileSync(stampPath, wanted);
}

/**
 * npm ci empties the folder first, also behind a link: that would take the packages from every other checkout that shares it.
 * @param {string} folder throws SetupError where it is a link
 */
export function requireOwnFolder(folder) {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return;
  const problem = existsSync(folder)
    ? `${realpathSync(folder)}, whose packages are not those of package-lock.json`
    : 'nothing';
  throw new SetupError(
    `${folder} is a link to ${problem}. Bring this checkout to the same package-lock.json, or remove the link: packages of its own are then installed.`,
  );
}

async function install() {
  say('installing dependencies (npm ci, no install scripts) …');
  const npm = npmCommand();
  // A running node.exe cannot be deleted on Windows, and npm ci begins by deleting the folder this one may live in.
  const insideModules = process.platform === 'win32' && process.execPath.startsWith(join(projectRoot, 'node_modules'));
  const verb = insideModules ? 'install' : 'ci';
  const args = [...npm.args, verb, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  // npm's own report goes to stderr: `npm run -s cli` promises a clean stdout even on its first run.
  const code = await runChild(npm.command, args, { cwd: projectRoot, shell: npm.shell, stdio: ['ignore', 2, 2] });
  if (code !== 0) throw new SetupError(`npm ${verb} failed with exit code ${code}; its message is above.`);
}

/**
 * Compares npm's record of what it installed with the lockfile, so that a hand-made `npm install` is not repeated.
 * @param {string} lockText
 */
function matchesInstalled(lockText) {
  const recordText = readIfPresent(join(projectRoot, 'node_modules', '.package-lock.json'));
  if (recordText === undefined) return false;
  /** @type {Record<string, LockEntry>} */
  const locked = JSON.parse(lockText).packages;
  /** @type {Record<string, LockEntry>} */
  const installed = JSON.parse(recordText).packages;
  const allThere = Object.entries(locked).every(([path, entry]) => path === '' || isInstalled(entry, installed[path]));
  return allThere && Object.keys(installed).every((path) => path in locked);
}

/** @typedef {{ version: string, integrity?: string, optional?: boolean }} LockEntry */

/** @param {LockEntry} wanted @param {LockEntry | undefined} found */
function isInstalled(wanted, found) {
  if (found === undefined) return wanted.optional === true;
  return found.version === wanted.version && found.integrity === wanted.integrity;
}

/** @param {string} path */
function readIfPresent(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
