import { describe, expect, it } from 'vitest';
import { columnsOf, fetchPage, pageRowsOf } from '../../../../../src-main/exchanges/ccxt/candles.ts';
import { candleAt } from '../../../../../src-main/model/candle.ts';
import { bitcoin, clientOf } from './scripted-client.ts';

const MINUTE = 60_000;
const T0 = Date.UTC(2026, 0, 1);
const row = (minute: number, close = 10) => [T0 + minute * MINUTE, 10, 12, 9, close, 3];

describe('candles of ccxt', () => {
  it('are those asked for, in order of time, each once, the last told counting', () => {
    const rows = [row(2), row(0), row(1, 11), row(1, 10), row(-1), row(3)];
    const columns = columnsOf(rows, { interval: '1m', fromMs: T0, toMs: T0 + 3 * MINUTE });
    expect([...columns.openTimeMs]).toEqual([T0, T0 + MINUTE, T0 + 2 * MINUTE]);
    expect(candleAt(columns, 1)).toEqual({ openTimeMs: T0 + MINUTE, open: 10, high: 12, low: 9, close: 10, volume: 3 });
  });

  it('rows that are no bars of the interval are not taken for some', () => {
    const bad = [
      [T0 + 1, 1, 1, 1, 1, 1],
      [T0, null, 1, 1, 1, 1],
      [T0, 1, 1, 1],
      [],
      [undefined, 1, 1, 1, 1, 1],
      [T0, 0, 0, 0, 0, 0],
    ];
    expect(columnsOf(bad as never, { interval: '1m', fromMs: T0, toMs: T0 + MINUTE }).openTimeMs).toHaveLength(0);
  });

  it('a missing volume is none, text is a number', () => {
    const columns = columnsOf([[String(T0), '1', '2', '0.5', '1.5', null]] as never, {
      interval: '1m',
      fromMs: T0,
      toMs: T0 + 1,
    });
    expect(candleAt(columns, 0)).toEqual({ openTimeMs: T0, open: 1, high: 2, low: 0.5, close: 1.5, volume: 0 });
  });

  it('asks for as many as lie in the range, and never for more than a page', async () => {
    const asked: unknown[] = [];
    const client = clientOf({
      features: { spot: { fetchOHLCV: { limit: 200 } } },
      fetchOHLCV: async (...given) => {
        asked.push(given);
        return [];
      },
    });
    const request = { instrument: bitcoin, interval: '5m', fromMs: T0, priority: 'data' } as const;
    await fetchPage(client, 'BTC/USDT', { ...request, toMs: T0 + 50 * MINUTE });
    await fetchPage(client, 'BTC/USDT', { ...request, toMs: T0 + 5000 * MINUTE });
    expect(asked).toEqual([
      ['BTC/USDT', '5m', T0, 10],
      ['BTC/USDT', '5m', T0, 200],
    ]);
    expect(pageRowsOf(clientOf())).toBe(100);
  });
});
