import { readFileSync } from 'node:fs';

/** The version in package.json, which lies two folders above this one and above every bundle. */
export function appVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    readonly version: string;
  };
  return version;
}
