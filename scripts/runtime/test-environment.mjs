/** What tests of the real window need round them: Electron and its libraries, a build, a display, a keychain. */
import { ensureAppBuilt } from './build.mjs';
import { openDisplay } from './display.mjs';
import { getElectron } from './electron.mjs';
import { openKeychainSession } from './keychain-session.mjs';
import { ensureLinuxNeeds } from './linux-libraries.mjs';
import { requireUsableSandbox } from './sandbox.mjs';

/** @typedef {{ environment: Record<string, string>, close: () => void }} TestEnvironment */

/** @returns {Promise<import('./electron.mjs').Electron>} an Electron with everything tests want installed beside it */
export async function prepareTestElectron() {
  const electron = await getElectron();
  await ensureLinuxNeeds(electron.executable, {
    programs: process.env.DISPLAY ? [] : ['Xvfb'],
    optionalPrograms: ['dbus-daemon', 'gnome-keyring-daemon', 'strace'],
  });
  await requireUsableSandbox(electron);
  return electron;
}

/** @param {import('./electron.mjs').Electron} electron @returns {Promise<TestEnvironment>} close ends what was started */
export async function openTestEnvironment(electron) {
  const display = await openDisplay({ preferOwn: true });
  const keychain = await openKeychainSession();
  return {
    environment: {
      ...display.environment,
      ...keychain.environment,
      BELLWETHER_ELECTRON: electron.executable,
      BELLWETHER_ELECTRON_KIND: electron.kind,
    },
    close: () => {
      keychain.close();
      display.close();
    },
  };
}

/** All of it at once, for a single test file run by hand. @returns {Promise<TestEnvironment>} */
export async function openFullTestEnvironment() {
  const electron = await prepareTestElectron();
  await ensureAppBuilt();
  return openTestEnvironment(electron);
}
