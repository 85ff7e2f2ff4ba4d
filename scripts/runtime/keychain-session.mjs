/** A throw-away D-Bus session with an unlocked keyring, so that keychain tests meet a real Secret Service. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onPath } from './linux-libraries.mjs';
import { say } from './project.mjs';

const startLimitMs = 10_000;

/** @typedef {{ environment: Record<string, string>, close: () => void }} KeychainSession */

/**
 * Its keyring lies in a folder of its own: the person's keyring is neither read nor written.
 * @returns {Promise<KeychainSession>} with an empty environment where the programs are missing
 */
export async function openKeychainSession() {
  const none = { environment: {}, close: () => undefined };
  if (process.platform !== 'linux' || !onPath('dbus-daemon') || !onPath('gnome-keyring-daemon')) return none;
  const folder = mkdtempSync(join(tmpdir(), 'bellwether-keyring-'));
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const stopBus = () => {
    bus.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', stopBus);
  const address = await firstOutput(bus);
  const keyring = address === undefined ? undefined : await startKeyring(folder, address);
  if (address === undefined || keyring === undefined) {
    say('no keychain session could be started; keychain tests that need one are skipped.');
    stopBus();
    return none;
  }
  bus.unref();
  const environment = { DBUS_SESSION_BUS_ADDRESS: address, BELLWETHER_TEST_KEYCHAIN: '1' };
  const close = () => {
    keyring.kill('SIGTERM');
    stopBus();
  };
  process.once('exit', () => keyring.kill('SIGTERM'));
  return { environment, close };
}

/** @param {string} folder @param {string} address @returns {Promise<import('node:child_process').ChildProcess | undefined>} */
async function startKeyring(folder, address) {
  const environment = {
    ...process.env,
    DBUS_SESSION_BUS_ADDRESS: address,
    XDG_DATA_HOME: folder,
    XDG_RUNTIME_DIR: folder,
  };
  const args = ['--foreground', '--unlock', '--components=secrets', `--control-directory=${folder}`];
  const keyring = spawn('gnome-keyring-daemon', args, { env: environment, stdio: ['pipe', 'pipe', 'ignore'] });
  // The new keyring's password is the empty line, as a person without one would have it.
  keyring.stdin?.end('\n');
  const started = await firstOutput(keyring);
  keyring.unref();
  return started === undefined ? undefined : keyring;
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<string | undefined>} its first line, or undefined when it ended before */
function firstOutput(child) {
  return new Promise((resolve) => {
    const limit = setTimeout(() => resolve(undefined), startLimitMs);
    const finish = (/** @type {string | undefined} */ text) => {
      clearTimeout(limit);
      child.stdout?.destroy();
      resolve(text);
    };
    let printed = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      printed += text;
      if (printed.endsWith('\n')) finish(printed.trim());
    });
    child.once('error', () => finish(undefined));
    child.once('exit', () => finish(undefined));
  });
}
