/** Hosts the system's browser may be sent to; exactly these, with https and nothing smuggled in. */
export const EXTERNAL_HOSTS: ReadonlySet<string> = new Set([
  'github.com',
  'www.binance.com',
  'www.coinbase.com',
  'www.kraken.com',
]);

/** The address as it may be handed to the system, or undefined. Parsed, never compared as text. */
export function allowedExternalAddress(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const isPlainHttps = url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === '';
  return isPlainHttps && EXTERNAL_HOSTS.has(url.hostname) ? url.href : undefined;
}
