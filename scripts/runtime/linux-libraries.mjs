/** The system libraries Electron and the keychain need on Linux: found, installed (Debian, as root) or named. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { captureChild, runChild } from './child.mjs';
import { isRoot, projectRoot, SetupError, say } from './project.mjs';

/** Library to Debian package; where the 64-bit-time transition renamed a package, the newer name stands first. */
/** @type {Record<string, readonly string[]>} */
const packagesByLibrary = {
  'libgtk-3.so.0': ['libgtk-3-0t64', 'libgtk-3-0'],
  'libasound.so.2': ['libasound2t64', 'libasound2'],
  'libatk-1.0.so.0': ['libatk1.0-0t64', 'libatk1.0-0'],
  'libatk-bridge-2.0.so.0': ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
  'libatspi.so.0': ['libatspi2.0-0t64', 'libatspi2.0-0'],
  'libcups.so.2': ['libcups2t64', 'libcups2'],
  'libglib-2.0.so.0': ['libglib2.0-0t64', 'libglib2.0-0'],
  'libgobject-2.0.so.0': ['libglib2.0-0t64', 'libglib2.0-0'],
  'libgio-2.0.so.0': ['libglib2.0-0t64', 'libglib2.0-0'],
  'libnss3.so': ['libnss3'],
  'libnssutil3.so': ['libnss3'],
  'libsmime3.so': ['libnss3'],
  'libnspr4.so': ['libnspr4'],
  'libgbm.so.1': ['libgbm1'],
  'libdrm.so.2': ['libdrm2'],
  'libXss.so.1': ['libxss1'],
  'libXtst.so.6': ['libxtst6'],
  'libX11.so.6': ['libx11-6'],
  'libxcb.so.1': ['libxcb1'],
  'libXext.so.6': ['libxext6'],
  'libXcomposite.so.1': ['libxcomposite1'],
  'libXdamage.so.1': ['libxdamage1'],
  'libXfixes.so.3': ['libxfixes3'],
  'libXrandr.so.2': ['libxrandr2'],
  'libxkbcommon.so.0': ['libxkbcommon0'],
  'libpango-1.0.so.0': ['libpango-1.0-0'],
  'libcairo.so.2': ['libcairo2'],
  'libdbus-1.so.3': ['libdbus-1-3'],
  'libexpat.so.1': ['libexpat1'],
  'libudev.so.1': ['libudev1'],
  'libsecret-1.so.0': ['libsecret-1-0'],
};
/** Opened by Electron while it runs, so that ldd does not name them. */
const openedAtRunTime = ['libgtk-3.so.0', 'libXss.so.1', 'libXtst.so.6'];

/** @typedef {{ name: string, packages: readonly string[] }} Need a library or program, and the packages that hold it */

/** What a display of our own, a keychain for tests and the watch over syncs take, beside libraries. @type {Record<string, readonly string[]>} */
const packagesByProgram = {
  Xvfb: ['xvfb'],
  'dbus-daemon': ['dbus-daemon', 'dbus'],
  'gnome-keyring-daemon': ['gnome-keyring'],
  strace: ['strace'],
};

/**
 * Makes sure that everything is there, or ends with the exact command that gets it.
 * @param {string} electronExecutable
 * @param {{ programs: readonly string[], optionalPrograms?: readonly string[] }} wanted
 */
export async function ensureLinuxNeeds(electronExecutable, wanted) {
  if (process.platform !== 'linux') return;
  const optional = missingPrograms(wanted.optionalPrograms ?? []);
  const missing = await missingNeeds(electronExecutable, wanted.programs);
  if (missing.length === 0 && (optional.length === 0 || !canInstall())) return;
  if (!canInstall()) throw new SetupError(await adviceFor(missing));
  await installWithApt([...missing, ...optional]);
  const still = await missingNeeds(electronExecutable, wanted.programs);
  if (still.length > 0) throw new SetupError(`still missing after the installation: ${namesOf(still)}.`);
}

function canInstall() {
  return isRoot() && onPath('apt-get');
}

/** @param {string} electronExecutable @param {readonly string[]} programs @returns {Promise<Need[]>} */
async function missingNeeds(electronExecutable, programs) {
  const binaries = [electronExecutable, ...keychainBinaries()];
  const reports = await Promise.all(binaries.map((path) => captureChild('ldd', [path])));
  const unresolved = reports.flatMap((report) => [...report.stdout.matchAll(/^\s*(\S+) => not found/gm)]);
  const names = new Set([...unresolved.map((match) => match[1] ?? ''), ...(await missingAtRunTime())]);
  return [
    ...[...names].map((name) => ({ name, packages: packagesByLibrary[name] ?? [] })),
    ...missingPrograms(programs),
  ];
}

async function missingAtRunTime() {
  const ldconfig = ['/sbin/ldconfig', '/usr/sbin/ldconfig'].find((path) => existsSync(path));
  if (ldconfig === undefined) return [];
  const known = (await captureChild(ldconfig, ['-p'])).stdout;
  return openedAtRunTime.filter((name) => !known.includes(`${name} `));
}

function keychainBinaries() {
  const folder = join(projectRoot, 'node_modules', 'keytar', 'prebuilds', `${process.platform}-${process.arch}`);
  if (!existsSync(folder)) return [];
  const glibcOnly = readdirSync(folder).filter((name) => name.endsWith('.node') && !name.includes('musl'));
  return glibcOnly.map((name) => join(folder, name));
}

/** @param {readonly string[]} programs @returns {Need[]} */
function missingPrograms(programs) {
  return programs.filter((name) => !onPath(name)).map((name) => ({ name, packages: packagesByProgram[name] ?? [] }));
}

/** @param {string} program */
export function onPath(program) {
  return (process.env.PATH ?? '').split(':').some((folder) => folder !== '' && existsSync(join(folder, program)));
}

/** @param {readonly Need[]} needs */
async function installWithApt(needs) {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = ['-y', '-q', '-o', 'DPkg::Lock::Timeout=120'];
  const run = async (/** @type {string[]} */ ...args) => {
    const code = await runChild('apt-get', [...options, ...args], { env: environment, stdio: ['ignore', 'ignore', 2] });
    return code === 0;
  };
  // A source that cannot be reached fails the update, though the others were read: the installation decides.
  if (!(await run('update'))) say('apt-get update reported an error; going on with what it has.');
  const packages = await availablePackages(needs);
  say(`installing system packages: ${packages.join(' ')} …`);
  if (!(await run('install', '--no-install-recommends', ...packages))) {
    throw new SetupError(`apt-get could not install ${packages.join(' ')}; its message is above.`);
  }
}

/** The first name of each that this release of Debian has. @param {readonly Need[]} needs */
async function availablePackages(needs) {
  const chosen = new Set();
  for (const need of needs) {
    if (need.packages.length === 0)
      throw new SetupError(`Electron needs ${need.name}, and no Debian package is known.`);
    chosen.add((await firstInstallable(need.packages)) ?? need.packages.at(-1));
  }
  return [...chosen];
}

/** @param {readonly string[]} names */
async function firstInstallable(names) {
  for (const name of names) {
    const policy = await captureChild('apt-cache', ['policy', name], { env: { ...process.env, LC_ALL: 'C' } });
    if (/^\s*Candidate: (?!\(none\))/m.test(policy.stdout)) return name;
  }
  return undefined;
}

/** @param {readonly Need[]} needs */
async function adviceFor(needs) {
  return `Electron needs what is not installed here: ${namesOf(needs)}. Install it with\n\n  ${await command(needs)}\n\nand run this again.`;
}

/** @param {readonly Need[]} needs */
async function command(needs) {
  const libraries = needs.filter((need) => need.name.startsWith('lib'));
  const others = needs.filter((need) => !libraries.includes(need));
  if (onPath('apt-get')) {
    return `sudo apt-get update && sudo apt-get install -y ${(await availablePackages(needs)).join(' ')}`;
  }
  // rpm systems install a library by the name the binary asks for, and a program by its path.
  const rpmNames = [
    ...libraries.map((need) => `'${need.name}()(64bit)'`),
    ...others.map((need) => `/usr/bin/${need.name}`),
  ];
  if (onPath('dnf')) return `sudo dnf install -y ${rpmNames.join(' ')}`;
  if (onPath('zypper')) return `sudo zypper install -y ${rpmNames.join(' ')}`;
  if (onPath('pacman'))
    return 'sudo pacman -S --needed gtk3 nss alsa-lib mesa libxss libxtst libsecret xorg-server-xvfb';
  return `your system's package manager (${namesOf(needs)})`;
}

/** @param {readonly Need[]} needs */
function namesOf(needs) {
  return needs.map((need) => need.name).join(', ');
}
