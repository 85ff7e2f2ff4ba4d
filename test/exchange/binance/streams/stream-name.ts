import { isInterval } from '../intervals.ts';
import type { Symbols } from '../symbols.ts';

export type StreamTopic =
  | { readonly kind: 'trade' | 'aggTrade' | 'bookTicker' | 'miniTicker' | 'ticker'; readonly symbol: string }
  | { readonly kind: 'kline'; readonly symbol: string; readonly interval: string }
  | { readonly kind: 'depth'; readonly symbol: string; readonly everyMs: number }
  | { readonly kind: 'partialDepth'; readonly symbol: string; readonly levels: number; readonly everyMs: number }
  | { readonly kind: 'allMiniTickers' };

const PLAIN = ['trade', 'aggTrade', 'bookTicker', 'miniTicker', 'ticker'] as const;

/** What a stream's name stands for; undefined for a name that never brings anything, which is subscribed all the same. */
export function topicOf(name: string, symbols: Symbols): StreamTopic | undefined {
  if (name === '!miniTicker@arr') return { kind: 'allMiniTickers' };
  const [symbolText = '', what = '', speed] = name.split('@');
  if (symbolText !== symbolText.toLowerCase()) return undefined;
  const symbol = symbols.find(symbolText.toUpperCase());
  if (symbol === undefined) return undefined;
  const plain = PLAIN.find((kind) => kind === what);
  if (plain) return { kind: plain, symbol };
  const interval = what.startsWith('kline_') ? what.slice('kline_'.length) : '';
  if (interval !== '') return isInterval(interval) ? { kind: 'kline', symbol, interval } : undefined;
  const depth = /^depth(5|10|20)?$/.exec(what);
  if (!depth || (speed !== undefined && speed !== '100ms' && speed !== '1000ms')) return undefined;
  const everyMs = speed === '100ms' ? 100 : 1_000;
  return depth[1]
    ? { kind: 'partialDepth', symbol, levels: Number(depth[1]), everyMs }
    : { kind: 'depth', symbol, everyMs };
}
