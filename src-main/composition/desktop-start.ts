import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import { parseDesktopOptions } from '../config/desktop-options.ts';
import { readEnvironment } from '../config/environment.ts';
import { typedFolder } from '../config/typed-folder.ts';
import { dangerousSwitch } from '../shell/dangerous-switches.ts';
import { chooseDataDir } from '../storage/data-folder.ts';

/** The built app: main, preload and renderer lie beside each other in here. */
export const BUILT = join(dirname(fileURLToPath(import.meta.url)), '..');

/** What the command line and the environment made of this start. */
export type DesktopStart = {
  readonly dataDir: string;
  readonly screenshotPath: string | undefined;
  readonly demoSeed: string | undefined;
  readonly isRelease: boolean;
  readonly devServer: URL | undefined;
  readonly iconPath: string | undefined;
};

export function readDesktopStart(app: { readonly isPackaged: boolean }): Outcome<DesktopStart> {
  const environment = readEnvironment(process.env);
  const isRelease = app.isPackaged || environment.actPackaged;
  const args = process.argv.slice(1);
  const refused = isRelease ? dangerousSwitch(args) : undefined;
  if (refused !== undefined)
    return fail('badArgument', `the switch --${refused} takes a protection away and is refused`);
  const workingDir = typedFolder(process.env, process.cwd());
  const options = parseDesktopOptions(args, workingDir);
  if (!options.ok) return options;
  const place = { env: process.env, platform: process.platform, homeDir: homedir(), workingDir };
  return succeed({
    dataDir: chooseDataDir({ ...place, argument: options.value.dataDir }),
    screenshotPath: options.value.screenshotPath,
    demoSeed: environment.demoSeed,
    isRelease,
    devServer: isRelease ? undefined : environment.devServer,
    iconPath: iconPath(),
  });
}

function iconPath(): string | undefined {
  const path = join(BUILT, '..', 'resources', 'icon.png');
  return existsSync(path) ? path : undefined;
}
