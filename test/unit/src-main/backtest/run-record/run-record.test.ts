import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BacktestRequest } from '../../../../../src-main/backtest/backtest-request.ts';
import { runBacktest } from '../../../../../src-main/backtest/run-backtest.ts';
import type { Digest } from '../../../../../src-main/backtest/run-record/recorded-tapes.ts';
import { candlesDigest } from '../../../../../src-main/backtest/run-record/recorded-tapes.ts';
import type { RecordedValue } from '../../../../../src-main/backtest/run-record/recorded-value.ts';
import { canonicalText, fromRecorded, toRecorded } from '../../../../../src-main/backtest/run-record/recorded-value.ts';
import { compareRecords } from '../../../../../src-main/backtest/run-record/repeat-verdict.ts';
import type { RunRecord } from '../../../../../src-main/backtest/run-record/run-record.ts';
import { recordOf, requestOfRecord } from '../../../../../src-main/backtest/run-record/run-record.ts';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import { moneyFromText, priceFromText, quantityFromText } from '../../../../../src-main/model/money.ts';
import { requestOf } from '../../../../fakes/backtest-runs.ts';
import { instrumentFor } from '../../../../fakes/engine-session.ts';
import { seededTape } from '../../../../fakes/seeded-tape.ts';

const digest: Digest = (parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};
const ORIGIN = { appVersion: '1', engineCode: 'e', strategyCode: null, marketSeed: null };

const tape = seededTape('record', { bars: 3000 });
const request = requestOf(tape, { params: { fast: 5, slow: 20 } });
const recordFor = (changed: BacktestRequest): RunRecord => recordOf(unwrap(runBacktest(changed)), ORIGIN, digest);
const throughJson = (record: RunRecord): RunRecord => JSON.parse(JSON.stringify(record)) as RunRecord;
const partsOf = (changed: BacktestRequest): readonly string[] => {
  const { differences } = compareRecords(recordFor(request), recordFor(changed));
  return differences.map(({ part, what }) => `${part} ${what}`);
};

describe('a recorded value', () => {
  it('reads back as it was, to the bit, whatever it is', () => {
    const leaf = fc.oneof(
      fc.double(),
      fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
      fc.string(),
      fc.boolean(),
      fc.constant(null),
      fc.float64Array({ maxLength: 5 }),
    );
    const field = fc.constantFrom('tick', 'step', 'capital', 'fee', 'a.b', 'balance');
    const tree = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(field, tie('value'), { maxKeys: 3, noNullPrototype: true }),
        fc
          .uniqueArray(fc.tuple(fc.string(), tie('value')), { maxLength: 3, selector: ([key]) => key })
          .map((entries) => new Map(entries)),
      ),
    })).value;
    fc.assert(
      fc.property(tree, (value) => {
        const text = JSON.stringify(toRecorded(value));
        expect(fromRecorded(JSON.parse(text) as RecordedValue)).toEqual(value);
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  it('says money as decimal text and is one text whatever the order of fields', () => {
    expect(
      toRecorded({ capital: moneyFromText('10000.5'), step: quantityFromText('0.01'), tick: priceFromText('0.1') }),
    ).toEqual({
      capital: { $money: '10000.5' },
      step: { $quantity: '0.01' },
      tick: { $price: '0.1' },
    });
    expect(canonicalText({ a: 1, b: { d: undefined, c: [2] } })).toBe(canonicalText({ b: { c: [2] }, a: 1 }));
  });

  it('refuses what cannot be told', () => {
    expect(() => toRecorded({ fill: () => 1 })).toThrow('fill is a function, expected plain data');
    expect(() => toRecorded({ at: new Date(0) })).toThrow('at is of class Date, expected plain data');
    expect(() => toRecorded({ $money: 1 })).toThrow('a field is named $money');
  });
});

describe('a run record', () => {
  it('has the SHA-256 of the columns’ bytes, a view or a copy alike', () => {
    const [first] = recordFor(request).tapes;
    const bytes = (['openTimeMs', 'open', 'high', 'low', 'close', 'volume'] as const).map((name) =>
      Buffer.from(Float64Array.from(tape[name]).buffer),
    );
    const expected = createHash('sha256').update(Buffer.concat(bytes)).digest('hex');
    expect(first).toMatchObject({
      path: '',
      interval: '1m',
      candles: 3000,
      firstMs: tape.openTimeMs[0],
      digest: expected,
    });
    expect(candlesDigest(structuredClone(tape), digest)).toBe(expected);
  });

  it('makes the same request again from its JSON, and the same result from that', () => {
    const others = [
      { instrument: instrumentFor('ETH-USDT'), interval: '1m' as const, candles: seededTape('other', { bars: 3000 }) },
    ];
    const made = { ...request, others };
    const record = throughJson(recordFor(made));
    expect(JSON.stringify(record)).not.toContain('openTimeMs');
    const candles = new Map([
      ['', tape],
      ['others.0', others[0]?.candles ?? tape],
    ]);
    const again = requestOfRecord(record, candles);
    expect(again).toEqual(unwrap(runBacktest(made)).request);
    expect(compareRecords(record, recordFor(again))).toEqual({ bitEqual: true, differences: [] });
  });

  it('tells which part differs', () => {
    const moved = structuredClone(tape);
    moved.volume[17] = (moved.volume[17] as number) + 1e-9;
    expect(partsOf({ ...request, candles: moved })).toEqual([`data ${request.instrument.id} 1m`]);
    expect(partsOf({ ...request, feeBps: 10.5 })).toEqual(['settings feeBps', 'result result']);
    expect(partsOf({ ...request, params: { fast: 6, slow: 20 } })).toEqual(['settings params.fast', 'result result']);
    const record = recordFor(request);
    const elsewhere = { ...record, origin: { ...ORIGIN, engineCode: 'f', strategyCode: 's' } };
    expect(compareRecords(record, elsewhere)).toEqual({
      bitEqual: true,
      differences: [
        { part: 'code', what: 'engine', recorded: 'e', repeated: 'f' },
        { part: 'code', what: 'strategy', recorded: null, repeated: 's' },
      ],
    });
  });

  it('has another result for one last digit of one trade or of equity at one candle', () => {
    const run = unwrap(runBacktest(request));
    const { result } = recordOf(run, ORIGIN, digest);
    const equity = Float64Array.from(run.equity);
    equity[100] = (equity[100] as number) * (1 + Number.EPSILON);
    const [trade, ...rest] = run.trades;
    if (trade === undefined) throw new Error('the tape gave no trade');
    const trades = [{ ...trade, profit: (trade.profit + 1n) as typeof trade.profit }, ...rest];
    expect(recordOf({ ...run, equity }, ORIGIN, digest).result).not.toBe(result);
    expect(recordOf({ ...run, trades }, ORIGIN, digest).result).not.toBe(result);
  });
});
