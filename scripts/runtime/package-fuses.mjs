/** The fuses of a packaged Electron: all of them stated, and read back from the binary that was packed. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import { SetupError, say } from './project.mjs';

/** The nine of Electron 45, and why: docs of each at electronjs.org/docs/latest/tutorial/fuses. */
export const packagedFuses = Object.freeze({
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
});

/**
 * electron-builder's afterPack hook, before signing.
 * @param {import('electron-builder').AfterPackContext} context
 */
export async function applyPackagedFuses(context) {
  const binary = packedBinary(context);
  // Electron's own default app must not stand ready to run a folder that somebody names.
  await rm(join(context.packager.getResourcesDir(context.appOutDir), 'default_app.asar'), { force: true });
  const wanted = await fusesOnWire(binary);
  await context.packager.addElectronFuses(
    context,
    /** @type {import('@electron/fuses').FuseConfig} */ ({
      version: FuseVersion.V1,
      // A fuse that a later Electron adds stops the build, instead of keeping whatever its default is.
      strictlyRequireAllFuses: true,
      resetAdHocDarwinSignature: context.electronPlatformName === 'darwin',
      ...wanted,
    }),
  );
  await requireFuses(binary, wanted);
}

/** The closed networks' older Electron has a shorter wire; what it has is stated all the same. @param {string} binary */
async function fusesOnWire(binary) {
  const wire = await getCurrentFuseWire(binary);
  const entries = Object.entries(packagedFuses).filter(([fuse]) => fuse in wire);
  return Object.fromEntries(entries);
}

/** @param {string} binary @param {Record<string, boolean>} wanted */
async function requireFuses(binary, wanted) {
  const wire = /** @type {Record<string, unknown>} */ (await getCurrentFuseWire(binary));
  for (const [fuse, isOn] of Object.entries(wanted)) {
    const name = FuseV1Options[Number(fuse)];
    const expected = isOn ? FuseState.ENABLE : FuseState.DISABLE;
    if (wire[fuse] !== expected) throw new SetupError(`fuse ${name} reads ${wire[fuse]}, expected ${expected}.`);
    say(`fuse ${name}: ${isOn ? 'on' : 'off'}`);
  }
  say(`${Object.keys(wanted).length} of ${Object.keys(packagedFuses).length} fuses set and read back from ${binary}.`);
}

/** @param {import('electron-builder').AfterPackContext} context */
function packedBinary({ appOutDir, electronPlatformName, packager }) {
  const name = packager.appInfo.productFilename;
  if (electronPlatformName === 'darwin') return join(appOutDir, `${name}.app`);
  if (electronPlatformName === 'win32') return join(appOutDir, `${name}.exe`);
  // Only the Linux packager has this field, and the declared type is that of any packager.
  return join(
    appOutDir,
    /** @type {{ executableName?: string }} */ (/** @type {unknown} */ (packager)).executableName ?? name,
  );
}
