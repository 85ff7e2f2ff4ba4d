/** Builds the application or the command line, but only when what it is made of has changed since the last build. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runChild } from './child.mjs';
import { requireChosenNode } from './enter.mjs';
import { projectRoot, SetupError, say } from './project.mjs';

/** @typedef {{ name: string, folder: string, result: string, sources: readonly string[], command: readonly string[] }} Build */

const nodeSources = ['src-main', 'src-preload/contract'];
const scripts = ['scripts/runtime/main-bundle.mjs', 'scripts/runtime/engine-code.mjs'];
const configuration = ['package-lock.json', 'tsconfig.json', ...scripts];

/** @type {Build} */
const desktop = {
  name: 'the application',
  folder: 'out',
  result: 'out/main/main.js',
  sources: [
    'src-main',
    'src-preload',
    'src-renderer',
    'docs',
    'resources',
    'electron.vite.config.ts',
    ...configuration,
  ],
  command: ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'],
};

/** @type {Build} */
const commandLine = {
  name: 'the command line',
  folder: 'out/cli',
  result: 'out/cli/cli.js',
  sources: [...nodeSources, 'scripts/build-cli.mjs', ...configuration],
  command: ['scripts/build-cli.mjs'],
};

/** @param {{ force?: boolean }} [options] */
export function ensureAppBuilt(options) {
  return ensureBuilt(desktop, options);
}

/** Node built-ins only until a build is due: this is on the way of every CLI command. @returns {Promise<string>} path */
export async function ensureCliBuilt() {
  await ensureBuilt(commandLine);
  return join(projectRoot, commandLine.result);
}

/** @param {Build} build @param {{ force?: boolean }} [options] */
async function ensureBuilt(build, { force = false } = {}) {
  const stampPath = join(projectRoot, build.folder, '.build-stamp');
  const wanted = contentHash(build.sources);
  const isCurrent = existsSync(join(projectRoot, build.result)) && existsSync(stampPath);
  if (!force && isCurrent && readFileSync(stampPath, 'utf8') === wanted) return;
  say(`building ${build.name} …`);
  rmSync(stampPath, { force: true });
  const command = build.command.map((part) => (part.includes('/') ? join(projectRoot, part) : part));
  const environment = { ...process.env, NODE_ENV: 'production' };
  const code = await runChild(requireChosenNode(), command, {
    cwd: projectRoot,
    env: environment,
    stdio: ['ignore', 2, 2],
  });
  if (code !== 0) throw new SetupError(`building ${build.name} failed with exit code ${code}; the error is above.`);
  mkdirSync(join(projectRoot, build.folder), { recursive: true });
  writeFileSync(stampPath, wanted);
}

/** By content, not by time: a checkout or a clone changes times. @param {readonly string[]} sources */
function contentHash(sources) {
  const hash = createHash('sha256');
  for (const source of sources) hashPath(hash, source);
  return hash.digest('hex');
}

/** @param {import('node:crypto').Hash} hash @param {string} path relative to the checkout */
function hashPath(hash, path) {
  const absolute = join(projectRoot, path);
  if (!existsSync(absolute)) return;
  /** @type {import('node:fs').Dirent[]} */
  let entries;
  try {
    entries = readdirSync(absolute, { withFileTypes: true });
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOTDIR') throw error;
    hash.update(`${path}\n`).update(readFileSync(absolute));
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) hashPath(hash, `${path}/${entry.name}`);
}
