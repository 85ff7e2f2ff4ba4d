/**
 * Where things are, and how the scripts speak. Node built-ins only: this file runs before anything is installed.
 */
import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's folder, without a trailing separator. */
export const projectRoot = resolve(fileURLToPath(new URL('../../', import.meta.url)));

/** Ends a script with a message the person can act on, instead of a stack trace. */
export class SetupError extends Error {
  /** @param {string} message what happened and what to do @param {number} [exitCode] */
  constructor(message, exitCode = 1) {
    super(message);
    this.name = 'SetupError';
    this.exitCode = exitCode;
  }
}

/** Progress goes to stderr, so that stdout carries only what a command was asked for. @param {string} text */
export function say(text) {
  process.stderr.write(`bellwether: ${text}\n`);
}

/** Downloads and unpacked Electrons live outside the checkout, so that clones share them. */
export function cacheFolder() {
  const chosen = process.env.BELLWETHER_CACHE_DIR;
  if (chosen) return resolve(chosen);
  if (process.platform === 'win32') {
    return join(process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'Bellwether', 'Cache');
  }
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'bellwether');
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'bellwether');
}

/** @returns {boolean} true for uid 0 on systems that have one */
export function isRoot() {
  return process.getuid?.() === 0;
}

/**
 * The folder a command was typed in: npm runs scripts from the package's root and keeps the first folder in INIT_CWD.
 * @param {string} lifecycle the npm script's own name, so that a script started by another one does not inherit it
 */
export function typedFolder(lifecycle) {
  const fromNpm = process.env.npm_lifecycle_event === lifecycle ? process.env.INIT_CWD : undefined;
  return fromNpm ?? process.cwd();
}

/** @param {string | Buffer} content @returns {string} hex digest */
export function sha256(content) {
  return createHash('sha256').update(content).digest('hex');
}

/** Runs a script's body; a SetupError becomes its message and exit code. @param {() => Promise<number>} body */
export async function runScript(body) {
  try {
    process.exitCode = await body();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exitCode = error.exitCode;
  }
}
