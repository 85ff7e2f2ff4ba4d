import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { PairTable } from '../../../../../src-main/exchanges/kraken/pair-table.ts';
import { pairsOf } from '../../../../../src-main/exchanges/kraken/parse-market.ts';

const DATA = resolve(process.env.BELLWETHER_TEST_DATA ?? '../shared/data');

/** Kraken's own messages, read where they lie: they may not be copied into the project. */
export const hasRecorded = existsSync(join(DATA, 'ws/nautilus/kraken'));
export const hasRecordedV1 = existsSync(join(DATA, 'ws/cryptofeed/KRAKEN.0'));

export const recordedText = (name: string): string => readFileSync(join(DATA, 'ws/nautilus/kraken', name), 'utf8');

export function recordedResult(name: string): Record<string, unknown> {
  return (JSON.parse(recordedText(name)) as { result: Record<string, unknown> }).result;
}

/** Lines of a recording of the first protocol, `<time>: <text>`, the texts alone. */
export function recordedV1(name: string): string[] {
  const bytes = readFileSync(join(DATA, 'ws/cryptofeed', name));
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.split('\n').flatMap((line) => /^\d+\.\d+: (.*)$/.exec(line)?.[1] ?? []);
}

/** The reply to AssetPairs of 17 April 2021. */
export function recordedPairsV1(): Record<string, unknown> {
  const bytes = readFileSync(join(DATA, 'ws/cryptofeed/KRAKEN.0'), 'utf8');
  const line = bytes.split('\n').find((text) => text.includes('/AssetPairs ->')) ?? '';
  return (JSON.parse(line.slice(line.indexOf('{'))) as { result: Record<string, unknown> }).result;
}

const row = (wsname: string, base: string, quote: string, more: Record<string, unknown> = {}) => ({
  altname: wsname.replace('/', ''),
  wsname,
  aclass_base: 'currency',
  base,
  quote,
  pair_decimals: 1,
  lot_decimals: 8,
  cost_decimals: 5,
  fees: [[0, 0.4]],
  ordermin: '0.00005',
  costmin: '0.5',
  tick_size: '0.1',
  status: 'online',
  ...more,
});

/** Rows in the shape of AssetPairs, for tests that need no recorded ones. */
export const PAIR_ROWS: Readonly<Record<string, unknown>> = {
  XXBTZUSD: row('XBT/USD', 'XXBT', 'ZUSD'),
  XBTUSDT: row('XBT/USDT', 'XXBT', 'USDT'),
  ETHUSDT: row('ETH/USDT', 'XETH', 'USDT', { pair_decimals: 2, tick_size: '0.01', ordermin: '0.001' }),
  XDGUSD: row('XDG/USD', 'XXDG', 'ZUSD', { pair_decimals: 7, tick_size: '0.0000001', ordermin: '30' }),
};

export function pairTable(): PairTable {
  const table = new PairTable();
  table.replace(pairsOf(PAIR_ROWS));
  return table;
}
