/** Finds an Electron to run, or gets one: chosen by hand, already there, official download, registry (closed networks). */
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { download, HostUnreachableError } from './download.mjs';
import { fileSha256 } from './file-digest.mjs';
import { moveIntoPlace } from './move-into-place.mjs';
import { cacheFolder, projectRoot, SetupError, say } from './project.mjs';
import { closedNetworkWarning, findRegistryElectron, getRegistryElectron } from './registry-electron.mjs';
import { unzip } from './unzip.mjs';

const retryAfterMs = 3_600_000;

/** @typedef {'chosen' | 'official' | 'closed-network'} ElectronKind */
/** @typedef {{ folder: string, executable: string, version: string, kind: ElectronKind }} Electron */

/** @returns {string} the version package.json pins */
export function pinnedVersion() {
  return JSON.parse(readFileSync(join(projectRoot, 'node_modules', 'electron', 'package.json'), 'utf8')).version;
}

/**
 * An Electron that is already on this machine; downloads nothing.
 * @returns {Promise<Electron | undefined>}
 */
export async function findElectron() {
  const chosen = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (chosen) return chosenElectron(resolve(chosen));
  const official = (await findOfficialElectron()) ?? (await unpackFromElectronCache());
  return official ?? describe(findRegistryElectron(), 'closed-network');
}

/** @returns {Promise<Electron>} as {@link findElectron}, downloading where there is none; the official one first */
export async function getElectron() {
  const chosen = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (chosen) return chosenElectron(resolve(chosen));
  const official = (await findOfficialElectron()) ?? (await unpackFromElectronCache());
  if (official) return official;
  const fallback = describe(findRegistryElectron(), 'closed-network');
  const electron = fallback && triedLately() ? fallback : await downloadOfficial();
  if (electron.kind === 'closed-network') say(closedNetworkWarning(electron));
  return electron;
}

/**
 * The official host comes first at every start, but a network that swallows packets would make each of them wait for
 * the connection limit: after a vain attempt the next one is an hour later.
 */
function triedLately() {
  const record = unreachableRecord();
  return existsSync(record) && Date.now() - statSync(record).mtimeMs < retryAfterMs;
}

function unreachableRecord() {
  return join(cacheFolder(), 'official-host-unreachable');
}

/** @param {string} folder @returns {Electron} */
function chosenElectron(folder) {
  const kind = existsSync(join(folder, 'closed-network.json')) ? 'closed-network' : 'chosen';
  const electron = describe(folder, kind);
  if (electron) return electron;
  throw new SetupError(`ELECTRON_OVERRIDE_DIST_PATH is ${folder}, but there is no ${executableName()} in that folder.`);
}

/** @returns {Promise<Electron | undefined>} */
async function findOfficialElectron() {
  const version = pinnedVersion();
  const fromPackage = describe(join(projectRoot, 'node_modules', 'electron', 'dist'), 'official');
  if (fromPackage?.version === version) return fromPackage;
  return describe(officialFolder(), 'official');
}

function officialFolder() {
  return join(cacheFolder(), `electron-${pinnedVersion()}-${process.platform}-${process.arch}`);
}

function zipName() {
  return `electron-v${pinnedVersion()}-${process.platform}-${process.arch}.zip`;
}

/** Electron's own download cache, which other projects on this machine may have filled. */
async function unpackFromElectronCache() {
  const cacheRoot = process.env.electron_config_cache ?? electronCacheFolder();
  const found = globSync([zipName(), `*/${zipName()}`], { cwd: cacheRoot })[0];
  if (found === undefined) return undefined;
  const zipPath = join(cacheRoot, found);
  return (await fileSha256(zipPath)) === expectedSha256() ? unpackOfficial(zipPath) : undefined;
}

function electronCacheFolder() {
  if (process.platform === 'win32') return join(process.env.LOCALAPPDATA ?? homedir(), 'electron', 'Cache');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'electron');
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'electron');
}

/** @returns {Promise<Electron>} the official one, or the registry's where the official host is out of reach */
export async function downloadOfficial() {
  const address = `${officialAddress()}v${pinnedVersion()}/${zipName()}`;
  await mkdir(cacheFolder(), { recursive: true });
  const workFolder = await mkdtemp(join(cacheFolder(), 'download-'));
  try {
    say(`downloading Electron ${pinnedVersion()} from ${new URL(address).host} …`);
    const zipPath = join(workFolder, zipName());
    await download(address, zipPath);
    await requireChecksum(zipPath, address);
    return await unpackOfficial(zipPath);
  } catch (error) {
    if (!(error instanceof HostUnreachableError)) throw error;
    say(error.message);
    const folder = await getRegistryElectron(error.message);
    await writeFile(unreachableRecord(), `${error.message}\n`);
    return requireElectron(folder, 'closed-network');
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}

/** The `electron` package's own mirror setting is honoured; the checksum comes from the package either way. */
function officialAddress() {
  const mirror = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror;
  const address = mirror ?? 'https://github.com/electron/electron/releases/download/';
  return address.endsWith('/') ? address : `${address}/`;
}

function expectedSha256() {
  const require = createRequire(join(projectRoot, 'package.json'));
  /** @type {Record<string, string>} */
  const checksums = require('electron/checksums.json');
  const expected = checksums[zipName()];
  if (expected === undefined)
    throw new SetupError(`Electron ${pinnedVersion()} has no official build named ${zipName()}.`);
  return expected;
}

/** @param {string} zipPath @param {string} address */
async function requireChecksum(zipPath, address) {
  const actual = await fileSha256(zipPath);
  if (actual === expectedSha256()) return;
  throw new SetupError(
    `the download of ${address} has sha256 ${actual}, expected ${expectedSha256()}. It was deleted; nothing was run.`,
  );
}

/** Unpacked beside its final name and renamed, so that a broken attempt never looks finished. @param {string} zipPath */
async function unpackOfficial(zipPath) {
  await mkdir(cacheFolder(), { recursive: true });
  const workFolder = await mkdtemp(join(cacheFolder(), 'unpack-'));
  await unzip(zipPath, workFolder);
  await moveIntoPlace(workFolder, officialFolder());
  return requireElectron(officialFolder(), 'official');
}

function executableName() {
  if (process.platform === 'win32') return 'electron.exe';
  return process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}

/** @param {string | undefined} folder @param {ElectronKind} kind @returns {Electron | undefined} */
function describe(folder, kind) {
  if (folder === undefined || !existsSync(join(folder, executableName()))) return undefined;
  const versionPath = join(folder, 'version');
  const version = existsSync(versionPath) ? readFileSync(versionPath, 'utf8').trim().replace(/^v/, '') : 'unknown';
  return { folder, executable: join(folder, executableName()), version, kind };
}

/** @param {string} folder @param {ElectronKind} kind @returns {Electron} */
function requireElectron(folder, kind) {
  const electron = describe(folder, kind);
  if (electron) return electron;
  throw new SetupError(`${folder} was unpacked, but holds no ${executableName()}.`);
}
