/** A display: the person's own where there is one, else an Xvfb of ours on a free number, closed when we end. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onPath } from './linux-libraries.mjs';
import { SetupError, say } from './project.mjs';

const screenSize = '1920x1080x24';
const startLimitMs = 20_000;

/** @typedef {{ environment: Record<string, string>, close: () => void }} Display */

/** @returns {boolean} true on Linux without an X or Wayland display */
export function needsOwnDisplay() {
  return process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
}

/**
 * @param {{ preferOwn?: boolean }} [options] preferOwn: tests leave the person's screen alone where Xvfb is installed
 * @returns {Promise<Display>} environment: what to add for children; close: ends the Xvfb, if one was started
 */
export async function openDisplay({ preferOwn = false } = {}) {
  const wantsOwn = needsOwnDisplay() || (preferOwn && process.platform === 'linux' && onPath('Xvfb'));
  return wantsOwn ? startOwnDisplay() : { environment: {}, close: () => undefined };
}

/** @returns {Promise<Display>} */
async function startOwnDisplay() {
  const folder = mkdtempSync(join(tmpdir(), 'bellwether-display-'));
  const authority = join(folder, 'authority');
  writeFileSync(authority, authorityFile(randomBytes(16)), { mode: 0o600 });
  const args = ['-displayfd', '3', '-screen', '0', screenSize, '-auth', authority, '-nolisten', 'tcp', '-noreset'];
  // Errors go to a file, not to a pipe: the server's keyboard compiler would die of a pipe that we have closed.
  const logPath = join(folder, 'log');
  const log = openSync(logPath, 'w');
  // Its own process group: Ctrl-C must reach the application before the display it draws on goes away.
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', log, 'pipe'], detached: true });
  closeSync(log);
  const close = () => {
    server.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', close);
  const display = `:${await displayNumber(server, logPath)}`;
  server.unref();
  const reason = needsOwnDisplay() ? 'no display here' : 'leaving your display alone';
  say(`${reason}: started Xvfb ${screenSize} on display ${display}.`);
  return { environment: { DISPLAY: display, XAUTHORITY: authority, ELECTRON_OZONE_PLATFORM_HINT: 'x11' }, close };
}

/**
 * The server itself looks for a free number and writes it to descriptor 3.
 * @param {import('node:child_process').ChildProcess} server
 * @param {string} logPath where it writes its errors @returns {Promise<number>}
 */
function displayNumber(server, logPath) {
  return new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ reason) =>
      reject(new SetupError(`Xvfb did not start: ${reason} ${readFileSync(logPath, 'utf8').trim()}`));
    const limit = setTimeout(() => fail(`no display number after ${startLimitMs / 1000} s.`), startLimitMs);
    server.once('error', (error) => fail(error.message));
    server.once('exit', (code) => fail(`it ended with exit code ${code}.`));
    const numbers = /** @type {import('node:stream').Readable} */ (server.stdio[3]);
    let written = '';
    numbers.setEncoding('utf8').on('data', (text) => {
      written += text;
      // The line end comes in a write of its own, and a server that cannot write it ends.
      if (!written.endsWith('\n')) return;
      clearTimeout(limit);
      server.removeAllListeners('exit');
      numbers.destroy();
      resolve(Number(written));
    });
  });
}

/**
 * An Xauthority file with one cookie for any host and any display number, so that no other user of this machine can
 * look at the window. Layout: family, then address, number, name and data, each with a 16-bit big-endian length.
 * @param {Buffer} cookie 16 bytes
 */
function authorityFile(cookie) {
  const familyWild = Buffer.from([0xff, 0xff]);
  const fields = [Buffer.alloc(0), Buffer.alloc(0), Buffer.from('MIT-MAGIC-COOKIE-1'), cookie];
  const withLength = (/** @type {Buffer} */ field) => Buffer.concat([Buffer.from([0, field.length]), field]);
  return Buffer.concat([familyWild, ...fields.map(withLength)]);
}
