import { describe, expect, it } from 'vitest';
import { createLiveFrame } from '../../../../../src-main/engine/indicators/live-frame.ts';
import { isList } from '../../../../../src-main/engine/intents.ts';
import { inputsOf } from '../../../../../src-main/engine/strategies/inputs-of.ts';
import type { EnterIntent, Intent } from '../../../../../src-main/engine/strategies/intent.ts';
import type { Prices } from '../../../../fakes/engine-session.ts';
import { EngineSession, MINUTE_MS, scriptedBot } from '../../../../fakes/engine-session.ts';
import { seededCandles } from '../../../../fakes/seeded-tape.ts';
import { decisionsOf, strategyNamed } from '../../../../fakes/strategy-decisions.ts';

/** Prices turned upside down round this one, so that a fall is a rise. */
const MIRROR = 50;

/** Bars that go from close to close with half a point of wick at either end. */
function path(closes: readonly number[]): Prices[] {
  return closes.map((close, row) => {
    const open = closes[row - 1] ?? close;
    return [open, Math.max(open, close) + 0.5, Math.min(open, close) - 0.5, close];
  });
}

const turned = (bars: readonly Prices[]): Prices[] =>
  bars.map(([open, high, low, close]) => [MIRROR - open, MIRROR - low, MIRROR - high, MIRROR - close]);

/** Down to bar 13, up to the high of 17.5 at bar 16. */
const START = [24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 13, 15, 17];
/** A higher low of 13.5 at bar 19, then bar 23 closes above the high: an order block from 13.5 to 15.5 is left. */
const BOS = path([...START, 16, 15, 14, 15, 16, 17, 18]);
/** A lower low of 8.5 at bar 19, then bar 23 closes above the high: an order block from 8.5 to 12.5, a gap from 15.5 to 16.5. */
const CHOCH = path([...START, 15, 12, 9, 12, 15, 17, 18]);
/** As BOS, but bar 22 jumps: bar 23 shows a fair value gap from 16.5 to 18.5. */
const JUMP = path([...START, 16, 15, 14, 15, 16, 19, 20]);

const PARAMS = { swingLength: 2, atrPeriod: 1 };

/** What the strategy wants at each bar it may judge. */
function intents(id: string, bars: readonly Prices[], params: object = {}): (readonly Intent[])[] {
  const definition = strategyNamed(id);
  const parsed = definition.params.parse({ ...PARAMS, ...params });
  const frame = createLiveFrame(definition.indicators(parsed), null);
  const run = definition.create(parsed, inputsOf(frame));
  return bars.flatMap(([open, high, low, close], row) => {
    frame.advance({ openTimeMs: row * MINUTE_MS, open, high, low, close, volume: 1 });
    if (frame.count <= definition.warmUp(parsed)) return [];
    const wanted = run.decide();
    return [isList(wanted) ? wanted : [wanted]];
  });
}

function lastEntry(id: string, bars: readonly Prices[], params: object = {}): EnterIntent | undefined {
  const last = intents(id, bars, params).at(-1) ?? [];
  return last.find((intent): intent is EnterIntent => intent.kind === 'enter');
}

/** A bot on these bars, minutes. */
function session(id: string, bars: readonly Prices[], params: object = {}): EngineSession {
  const made = new EngineSession();
  const config = scriptedBot('', { strategyId: id, params: { ...PARAMS, ...params } });
  made.command({ kind: 'addBot', config });
  made.command({ kind: 'startBot', botId: config.id });
  made.startHistory(config.id);
  for (const bar of bars) made.bar(bar);
  return made;
}

const orders = (made: EngineSession): unknown[] =>
  made.engine.snapshot().openOrders.map(({ order: { purpose, side, tag, type } }) => {
    const price = type.kind === 'limit' ? type.price : type.kind === 'stop' ? type.trigger : 0n;
    return [purpose, side, tag, Number(price) / 1e12];
  });

describe('the pattern, then the zone', () => {
  it('bos-uptrend: a limit at the near edge of the block, stop under the swing, target by reward to risk', () => {
    // ATR(1) of the breaking bar is 2, so the stop lies 0.5 below the low of 13.5: 2.5 at risk, 5 to gain.
    expect(lastEntry('bos-uptrend', BOS)).toEqual({
      kind: 'enter',
      side: 'long',
      tag: 'order-block',
      limitPrice: 15.5,
      bracket: { stopLoss: { price: 13 }, target: { price: 20.5 } },
    });
    expect(lastEntry('bos-uptrend', BOS.slice(0, -1))).toBeUndefined();
  });

  it('choch-downtrend-reversal: the same after a lower low, and only then', () => {
    // ATR(1) of the breaking bar is 2; the block lies on the low of 8.5.
    expect(lastEntry('choch-downtrend-reversal', CHOCH, { zone: 'order-block' })).toMatchObject({
      side: 'long',
      limitPrice: 12.5,
      bracket: { stopLoss: { price: 8 }, target: { price: 21.5 } },
    });
    expect(lastEntry('choch-downtrend-reversal', BOS)).toBeUndefined();
    expect(lastEntry('bos-uptrend', CHOCH)).toBeUndefined();
  });

  it('bos-downtrend and choch-uptrend-reversal are the same upside down', () => {
    expect(lastEntry('bos-downtrend', turned(BOS))).toEqual({
      kind: 'enter',
      side: 'short',
      tag: 'order-block',
      limitPrice: MIRROR - 15.5,
      bracket: { stopLoss: { price: MIRROR - 13 }, target: { price: MIRROR - 20.5 } },
    });
    expect(lastEntry('choch-uptrend-reversal', turned(CHOCH), { zone: 'order-block' })).toMatchObject({
      side: 'short',
      limitPrice: MIRROR - 12.5,
      bracket: { stopLoss: { price: MIRROR - 8 } },
    });
    expect(lastEntry('bos-downtrend', BOS)).toBeUndefined();
    expect(lastEntry('choch-uptrend-reversal', turned(BOS))).toBeUndefined();
  });

  it('a fair value gap is known a bar after the jump; entered at its edge or its middle', () => {
    expect(lastEntry('bos-uptrend', JUMP.slice(0, -1), { zone: 'fvg' })).toBeUndefined();
    expect(lastEntry('bos-uptrend', JUMP, { zone: 'fvg' })).toMatchObject({ tag: 'fvg', limitPrice: 18.5 });
    expect(lastEntry('bos-uptrend', JUMP, { zone: 'fvg', entryAt: 'middle' })).toMatchObject({ limitPrice: 17.5 });
    expect(lastEntry('bos-uptrend', JUMP, { zone: 'order-block' })).toMatchObject({
      tag: 'order-block',
      limitPrice: 15.5,
    });
    expect(lastEntry('bos-uptrend', BOS, { zone: 'fvg' })).toBeUndefined();
  });

  it('either: of two zones at one bar the one the price comes to first; what rests at the other is taken back', () => {
    expect(intents('choch-downtrend-reversal', CHOCH).at(-1)).toEqual([
      { kind: 'cancel', tag: 'order-block' },
      expect.objectContaining({ tag: 'fvg', limitPrice: 16.5 }),
    ]);
  });

  it('makes no setup whose stop or target is no price', () => {
    expect(lastEntry('bos-uptrend', BOS, { stopBuffer: 7 })).toBeUndefined();
    expect(lastEntry('bos-downtrend', turned(BOS), { rewardToRisk: 14 })).toBeUndefined();
    expect(lastEntry('bos-downtrend', turned(BOS), { rewardToRisk: 13 })).toBeDefined();
  });
});

describe('the trade (SPEC 3.7, 3.10, 6.1)', () => {
  it('rests, fills on the way back, and is protected beyond the structure', () => {
    const made = session('bos-uptrend', BOS);
    expect(orders(made)).toEqual([['entry', 'buy', 'order-block', 15.5]]);
    made.bar([18, 18.5, 15, 16]);
    expect(made.fills()).toEqual(['buy 645.16129@15.5 entry']);
    expect(orders(made)).toEqual([
      ['stop', 'sell', '', 13],
      ['target', 'sell', '', 20.5],
    ]);
  });

  it.each([
    ['target', [16, 21, 16, 21], 'sell 645.16129@20.5 target'],
    ['stop', [16, 16, 12, 15], 'sell 645.16129@13 stop'],
  ] as const)('leaves at the %s and does not enter the same setup again', (_name, last, fill) => {
    const made = session('bos-uptrend', [...BOS, [18, 18.5, 15, 16]]);
    made.bar(last);
    expect(made.fills().at(-1)).toBe(fill);
    made.bar([16, 16.5, 15.8, 16]);
    expect(made.open()).toEqual([]);
    expect(made.of('tradeClosed')[0]?.trade.entryTag).toBe('order-block');
  });

  it('is taken back when nobody came for as many bars as it is valid', () => {
    const made = session('bos-uptrend', BOS, { validBars: 3 });
    made.bar([18, 18.5, 17.5, 18]);
    made.bar([18, 18.5, 17.5, 18]);
    expect(made.open()).toEqual(['entry buy working']);
    made.bar([18, 18.5, 17.5, 18]);
    expect(made.open()).toEqual([]);
    expect(made.fills()).toEqual([]);
  });

  it('is taken back when the structure breaks the other way', () => {
    // A high of 22.5, a low of 16.5, a lower high of 21.5; the last bar closes below that low, above the entry.
    const after = path([18, 20, 22, 20, 18, 17, 18, 20, 21, 20, 18, 16.2]).slice(1);
    const made = session('bos-uptrend', BOS, { validBars: 1000 });
    for (const bar of after.slice(0, -1)) made.bar(bar);
    expect(made.open()).toEqual(['entry buy working']);
    made.bar(after.at(-1) as Prices);
    expect(made.open()).toEqual([]);
    expect(made.fills()).toEqual([]);
  });
});

describe.each(['bos-uptrend', 'bos-downtrend', 'choch-uptrend-reversal', 'choch-downtrend-reversal'])('%s', (id) => {
  const params = { swingLength: 3, validBars: 40 };
  const candles = seededCandles('breaks', { bars: 1500, volatility: 0.01 });
  const whole = decisionsOf(id, candles, { params });

  it('wants to enter again and again, on its own side only', () => {
    const side = id === 'bos-uptrend' || id === 'choch-downtrend-reversal' ? 'long' : 'short';
    expect(new Set(whole)).toEqual(new Set(['.', 'cancel', `cancel ${side}`]));
    expect(whole.filter((words) => words.includes(side)).length).toBeGreaterThan(20);
  });

  it('sees nothing that comes later', () => {
    for (const bars of [200, 333, 517, 800, 1211]) {
      expect(decisionsOf(id, candles.slice(0, bars), { params })).toEqual(whole.slice(0, bars));
    }
  });

  it('started again at any bar it goes on as if it had never stopped', () => {
    for (const startedAt of [100, 137, 222, 456, 901]) {
      expect(decisionsOf(id, candles, { params, startedAt }).slice(startedAt)).toEqual(whole.slice(startedAt));
    }
  });
});
