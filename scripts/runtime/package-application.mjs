/** Packs the application with electron-builder for the platform it runs on. */
import { readdirSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, Platform } from 'electron-builder';
import configuration from '../../electron-builder.config.mjs';
import { ensureAppBuilt } from './build.mjs';
import { getElectron, pinnedVersion } from './electron.mjs';
import { projectRoot, SetupError, say } from './project.mjs';
import { noticesAreCurrent } from './third-party-notices.mjs';

const proofFolder = 'dist/closed-network-proof';

/** @returns {Promise<number>} exit code */
export async function packageApplication() {
  if (!noticesAreCurrent()) throw new SetupError('THIRD-PARTY-NOTICES.txt is out of date: run npm run notices.');
  const electron = await getElectron();
  await ensureAppBuilt();
  return electron.kind === 'closed-network' ? packProof(electron) : packInstallers(electron);
}

/** @param {import('./electron.mjs').Electron} electron */
async function packInstallers(electron) {
  if (electron.version !== pinnedVersion()) {
    throw new SetupError(`packages are made with Electron ${pinnedVersion()} only; this is ${electron.version}.`);
  }
  const artifacts = await build({
    projectDir: projectRoot,
    targets: Platform.current().createTarget(),
    config: { ...configuration, electronDist: electron.folder, electronVersion: electron.version },
  });
  say(`packed: ${artifacts.join(', ')}`);
  return 0;
}

/**
 * The installers' tools come from hosts that a closed network does not reach, and its Electron must not be shipped.
 * @param {import('./electron.mjs').Electron} electron
 */
async function packProof(electron) {
  say('closed network: packing a Linux folder to prove configuration and fuses only. It is not run and not shipped.');
  await rm(join(projectRoot, proofFolder), { recursive: true, force: true });
  await build({
    projectDir: projectRoot,
    targets: Platform.LINUX.createTarget('dir'),
    config: {
      ...configuration,
      directories: { ...configuration.directories, output: proofFolder },
      electronDist: electron.folder,
      electronVersion: electron.version,
    },
  });
  const folder = readdirSync(join(projectRoot, proofFolder)).find((name) => name.endsWith('-unpacked'));
  if (folder === undefined) throw new SetupError(`electron-builder left no unpacked folder in ${proofFolder}.`);
  await rm(join(projectRoot, proofFolder, folder, 'resources', 'closed-network'), { recursive: true });
  const note = `Made on a closed network with Electron ${electron.version}: proves configuration and fuses, not to be run or shipped.\n`;
  await writeFile(join(projectRoot, proofFolder, folder, 'NOT-FOR-USE.txt'), note);
  say(`packed ${proofFolder}/${folder}: configuration and fuses are proven, nothing more.`);
  return 0;
}
