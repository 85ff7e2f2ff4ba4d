/**
 * Switches that open a running app to others or take its protections away. A release refuses to start with any of them;
 * fuses cover Node's own options but not these.
 */
export const DANGEROUS_SWITCHES: readonly string[] = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'inspect-port',
  'inspect-publish-uid',
  'js-flags',
  'disable-web-security',
  'allow-running-insecure-content',
  'ignore-certificate-errors',
  'load-extension',
  'no-sandbox',
  'disable-gpu-sandbox',
  'proxy-server',
  'proxy-pac-url',
  'host-rules',
  'host-resolver-rules',
];

/** The first dangerous switch among the arguments, without its dashes and value. */
export function dangerousSwitch(args: readonly string[]): string | undefined {
  for (const argument of args) {
    // Chromium takes one dash or two, and on Windows a slash.
    const name = /^(?:--?|\/)([^=]+)/.exec(argument)?.[1]?.toLowerCase();
    if (name !== undefined && DANGEROUS_SWITCHES.includes(name)) return name;
  }
  return undefined;
}
