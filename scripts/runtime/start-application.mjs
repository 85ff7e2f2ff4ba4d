/** Opens the application's window on whatever machine this is. */
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ensureAppBuilt } from './build.mjs';
import { runChild } from './child.mjs';
import { needsOwnDisplay, openDisplay } from './display.mjs';
import { getElectron } from './electron.mjs';
import { ensureLinuxNeeds } from './linux-libraries.mjs';
import { projectRoot, SetupError, say, typedFolder } from './project.mjs';
import { electronSwitches, requireUsableSandbox } from './sandbox.mjs';

const pathOptions = ['--screenshot', '--data-dir'];
const screenshotLimitMs = 120_000;

/** @returns {Promise<import('./electron.mjs').Electron>} an Electron that can run here, with all it needs */
export async function prepareElectron() {
  const electron = await getElectron();
  await ensureLinuxNeeds(electron.executable, { programs: needsOwnDisplay() ? ['Xvfb'] : [] });
  await requireUsableSandbox(electron);
  return electron;
}

/** @param {readonly string[]} args as typed @returns {Promise<number>} the application's exit code */
export async function startApplication(args) {
  const applicationArgs = withAbsolutePaths(args, typedFolder('start'));
  const electron = await prepareElectron();
  await ensureAppBuilt();
  const display = await openDisplay();
  try {
    return await runApplication(electron, applicationArgs, display.environment);
  } finally {
    display.close();
  }
}

/**
 * @param {import('./electron.mjs').Electron} electron
 * @param {readonly string[]} args
 * @param {Record<string, string>} displayEnvironment
 */
async function runApplication(electron, args, displayEnvironment) {
  const screenshot = args.find((arg) => arg.startsWith('--screenshot='))?.slice('--screenshot='.length);
  const startedAt = Date.now();
  const environment = { ...process.env, ...displayEnvironment, ELECTRON_OVERRIDE_DIST_PATH: electron.folder };
  const code = await runChild(electron.executable, [...electronSwitches(), projectRoot, ...args], {
    cwd: projectRoot,
    env: environment,
    ...(screenshot === undefined ? {} : { limitMs: screenshotLimitMs }),
  });
  if (screenshot === undefined) return code;
  if (Date.now() - startedAt >= screenshotLimitMs) {
    throw new SetupError(`no picture after ${screenshotLimitMs / 1000} s: the application was ended.`);
  }
  if (code !== 0) return code;
  const written = existsSync(screenshot) && statSync(screenshot).mtimeMs >= startedAt - 2_000;
  if (!written) throw new SetupError(`the application ended without writing ${screenshot}.`);
  say(`wrote ${screenshot}.`);
  return 0;
}

/**
 * Relative paths count from where the command was typed; `--screenshot FILE` becomes `--screenshot=FILE`.
 * @param {readonly string[]} args @param {string} folder
 */
export function withAbsolutePaths(args, folder) {
  const joined = args.flatMap((arg, index) => {
    if (pathOptions.includes(args[index - 1] ?? '')) return [];
    return pathOptions.includes(arg) ? [`${arg}=${args[index + 1] ?? ''}`] : [arg];
  });
  return joined.map((arg) => {
    const name = pathOptions.find((option) => arg.startsWith(`${option}=`));
    if (name === undefined) return arg;
    const value = arg.slice(name.length + 1);
    if (value === '') throw new SetupError(`${name} needs a path, as in ${name} FILE.`, 2);
    return `${name}=${resolve(folder, value)}`;
  });
}
