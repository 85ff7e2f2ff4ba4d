import type { ExchangeUrls } from '../../exchanges/connection/exchange-definition.ts';

const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Whether every address is on this very machine: keys for it move nobody's money. */
export function isLoopback({ rest, stream, userStream }: ExchangeUrls): boolean {
  return [rest, stream, userStream].every((url) => URL.canParse(url) && LOOPBACK_HOSTS.has(new URL(url).hostname));
}
