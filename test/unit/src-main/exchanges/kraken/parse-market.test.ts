import { describe, expect, it } from 'vitest';
import { candlesOf, lastPriceText, pairsOf, quotesOf } from '../../../../../src-main/exchanges/kraken/parse-market.ts';
import { moneyToText, priceToText, quantityToText, ratioToText } from '../../../../../src-main/model/money.ts';
import { hasRecorded, hasRecordedV1, PAIR_ROWS, pairTable, recordedPairsV1, recordedResult } from './recorded.ts';

const MINUTE_MS = 60_000;

describe('pairsOf', () => {
  it.skipIf(!hasRecorded)('reads the recorded pair: names, grid, rules, fee', () => {
    const [pair, ...others] = pairsOf(recordedResult('http_asset_pairs.json'));
    expect(others).toEqual([]);
    expect(pair).toMatchObject({
      name: 'XBTUSDT',
      altName: 'XBTUSDT',
      symbol: 'BTC/USDT',
      priceDecimals: 1,
      lotDecimals: 8,
    });
    const instrument = pair?.instrument;
    expect(instrument).toMatchObject({ id: 'kraken:BTC-USDT', baseAsset: 'BTC', quoteAsset: 'USDT' });
    expect(priceToText(instrument?.tick ?? (0n as never))).toBe('0.1');
    expect(quantityToText(instrument?.step ?? (0n as never))).toBe('0.00000001');
    expect(instrument?.rules?.status).toBe('trading');
    expect(quantityToText(instrument?.rules?.minQuantity ?? (0n as never))).toBe('0.00005');
    expect(moneyToText(instrument?.rules?.minNotional ?? (0n as never))).toBe('0.5');
    expect(ratioToText(pair?.takerFee ?? (0n as never))).toBe('0.004');
  });

  it.skipIf(!hasRecorded)('leaves tokenised stocks out', () => {
    expect(pairsOf(recordedResult('http_asset_pairs_tokenized.json'))).toEqual([]);
  });

  it.skipIf(!hasRecordedV1)(
    'reads all 292 pairs of 2021, each once; staked coins (ETH2.S/ETH) and dark pools are none',
    () => {
      const rows = recordedPairsV1() as Record<string, { wsname?: string; pair_decimals: number }>;
      const named = Object.entries(rows).filter(([, { wsname }]) => wsname !== undefined && !wsname.includes('.'));
      const pairs = pairsOf(rows);
      expect(pairs).toHaveLength(292);
      expect(pairs.map(({ name }) => name)).toEqual(named.map(([name]) => name));
      expect(new Set(pairs.map(({ instrument }) => instrument.id)).size).toBe(292);
      for (const [index, [, row]] of named.entries()) {
        const expected = row.wsname
          ?.replace(/\bXBT\b/g, 'BTC')
          .replace(/\bXDG\b/g, 'DOGE')
          .replace('/', '-');
        expect(pairs[index]?.instrument.symbol).toBe(expected);
        expect(Number(priceToText(pairs[index]?.instrument.tick as never))).toBe(Number(`1e-${row.pair_decimals}`));
      }
    },
  );

  it('takes the tick where it is coarser than the decimals, and the status', () => {
    const pairs = pairsOf({
      A: { ...(PAIR_ROWS.XXBTZUSD as object), pair_decimals: 2, tick_size: '0.05', status: 'cancel_only' },
      B: { ...(PAIR_ROWS.ETHUSDT as object), status: 'post_only' },
      C: { ...(PAIR_ROWS.XDGUSD as object), status: 'something new' },
      D: { altname: 'broken' },
    });
    expect(pairs.map(({ instrument }) => [priceToText(instrument.tick), instrument.rules?.status])).toEqual([
      ['0.05', 'cancelOnly'],
      ['0.01', 'postOnly'],
      ['0.0000001', 'halted'],
    ]);
  });
});

describe('PairTable', () => {
  it('knows a pair by all its names and assets by their codes', () => {
    const table = pairTable();
    for (const name of ['XXBTZUSD', 'XBTUSD', 'BTC/USD'])
      expect(table.named(name)?.instrument.id).toBe('kraken:BTC-USD');
    expect(table.ofInstrument('kraken:DOGE-USD')?.symbol).toBe('DOGE/USD');
    expect(['XXBT', 'ZUSD', 'XXDG', 'XBT.F', 'SOL', 'XBT'].map((code) => table.asset(code))).toEqual([
      'BTC',
      'USD',
      'DOGE',
      'BTC.F',
      'SOL',
      'BTC',
    ]);
  });
});

describe('candlesOf', () => {
  const rows = (...seconds: number[]) => ({
    XBTUSDT: seconds.map((second) => [second, '1.0', '3.0', '0.5', '2.0', '1.5', '7.25', 4]),
    last: 0,
  });

  it.skipIf(!hasRecorded)('reads the 721 recorded minutes as they are', () => {
    const result = recordedResult('http_ohlc.json') as { XBTUSDT: (string | number)[][] };
    const columns = candlesOf(result, { interval: '1m', fromMs: 0, toMs: Number.MAX_SAFE_INTEGER });
    const column = (index: number): number[] => result.XBTUSDT.map((row) => Number(row[index]));
    expect(columns?.openTimeMs).toHaveLength(721);
    expect([...(columns?.openTimeMs ?? [])]).toEqual(column(0).map((seconds) => seconds * 1000));
    expect([...(columns?.open ?? [])]).toEqual(column(1));
    expect([...(columns?.high ?? [])]).toEqual(column(2));
    expect([...(columns?.low ?? [])]).toEqual(column(3));
    expect([...(columns?.close ?? [])]).toEqual(column(4));
    expect([...(columns?.volume ?? [])]).toEqual(column(6));
  });

  it('gives nothing of a range that is older than what Kraken keeps', () => {
    const span = { interval: '1m', fromMs: 0, toMs: 600 * MINUTE_MS } as const;
    expect(candlesOf(rows(60_000, 60_060), span)?.openTimeMs).toHaveLength(0);
  });

  it('cuts to the range, sorts and leaves out repeats and rows off the grid', () => {
    const span = { interval: '1m', fromMs: 60_000, toMs: 180_000 } as const;
    const columns = candlesOf(rows(0, 120, 60, 60, 90, 180), span);
    expect([...(columns?.openTimeMs ?? [])]).toEqual([60_000, 120_000]);
  });

  it('has no word for a reply without rows', () => {
    const span = { interval: '1m', fromMs: 0, toMs: 1 } as const;
    expect(candlesOf({ last: 5 }, span)).toBeUndefined();
    expect(candlesOf({ XBTUSDT: [[1, 'x']] }, span)).toBeUndefined();
  });
});

describe('quotesOf', () => {
  it.skipIf(!hasRecorded)('reads the recorded best prices', () => {
    const result = recordedResult('http_ticker.json');
    expect(quotesOf(result, pairTable(), 5)).toEqual([
      { instrumentId: 'kraken:BTC-USDT', timeMs: 5, bid: 105944.2, ask: 105944.3 },
    ]);
    expect(lastPriceText(result)).toBe('105899.40000');
  });

  it('leaves pairs without both prices and unknown pairs out', () => {
    const row = (bid: string, ask: string) => ({ a: [ask, '1'], b: [bid, '1'], c: ['1', '1'] });
    expect(quotesOf({ XBTUSDT: row('0', '1'), OTHER: row('1', '2') }, pairTable(), 5)).toEqual([]);
  });
});
