import { resolve } from 'node:path';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';

/** What the command line says to the desktop app. Chromium's own switches pass by unread. */
export type DesktopOptions = {
  readonly dataDir: string | undefined;
  /** Absolute path of the PNG to write; the app then ends by itself. */
  readonly screenshotPath: string | undefined;
};

/** Reads `--data-dir DIR` and `--screenshot FILE`, also with `=`. Relative paths count from `cwd`. */
export function parseDesktopOptions(args: readonly string[], cwd: string): Outcome<DesktopOptions> {
  const dataDir = optionValue(args, '--data-dir');
  if (!dataDir.ok) return dataDir;
  const screenshot = optionValue(args, '--screenshot');
  if (!screenshot.ok) return screenshot;
  const screenshotPath = screenshot.value === undefined ? undefined : resolve(cwd, screenshot.value);
  return succeed({ dataDir: dataDir.value, screenshotPath });
}

function optionValue(args: readonly string[], name: string): Outcome<string | undefined> {
  const index = args.findIndex((argument) => argument === name || argument.startsWith(`${name}=`));
  if (index < 0) return succeed(undefined);
  const joined = args[index]?.split('=').slice(1).join('=');
  const value = args[index] === name ? args[index + 1] : joined;
  if (value === undefined || value === '' || (args[index] === name && value.startsWith('--'))) {
    return fail('badArgument', `${name} has no value, expected a path`);
  }
  return succeed(value);
}
