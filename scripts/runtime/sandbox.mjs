/** Chromium's sandbox: always on, except as root, where Linux does not allow it. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isRoot, SetupError, say } from './project.mjs';

/** @returns {string[]} switches Electron needs on this machine */
export function electronSwitches() {
  /** @type {string[]} */
  const switches = [];
  if (process.platform === 'linux' && isRoot()) switches.push('--no-sandbox');
  if (process.platform === 'linux' && !process.env.DISPLAY && process.env.WAYLAND_DISPLAY) {
    switches.push('--ozone-platform-hint=auto');
  }
  return switches;
}

/**
 * Where the kernel forbids unprivileged user namespaces, Chromium needs its set-uid helper, which an unpacked archive
 * cannot bring: the person gets the exact command.
 * @param {{ folder: string }} electron
 */
export async function requireUsableSandbox(electron) {
  if (process.platform !== 'linux') return;
  if (isRoot()) {
    say('running as root: the sandbox is off (--no-sandbox), as Linux demands. Use an ordinary user for real trading.');
    return;
  }
  const helper = join(electron.folder, 'chrome-sandbox');
  if (!userNamespacesForbidden() || !existsSync(helper)) return;
  const state = statSync(helper);
  if (state.uid === 0 && (state.mode & 0o4000) !== 0) return;
  throw new SetupError(
    `this system forbids unprivileged user namespaces, so Electron's sandbox needs its helper set up once:\n\n` +
      `  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'\n\nand run this again.`,
  );
}

function userNamespacesForbidden() {
  return (
    kernelSetting('kernel/apparmor_restrict_unprivileged_userns') === '1' ||
    kernelSetting('kernel/unprivileged_userns_clone') === '0' ||
    kernelSetting('user/max_user_namespaces') === '0'
  );
}

/** @param {string} name */
function kernelSetting(name) {
  const path = join('/proc/sys', name);
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}
