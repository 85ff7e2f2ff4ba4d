import { expect, test } from 'vitest';
import { runBacktest } from '../../../../src-main/backtest/run-backtest.ts';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { ownStrategyStub } from '../../../../src-main/composition/own-strategies/own-strategy-id.ts';
import { createReplayFrame } from '../../../../src-main/engine/indicators/replay-frame.ts';
import { inputsOf, NO_POSITION } from '../../../../src-main/engine/strategies/inputs-of.ts';
import type { EnterIntent } from '../../../../src-main/engine/strategies/intent.ts';
import { candleAt, sliceCandleColumns } from '../../../../src-main/model/candle.ts';
import { LiveRun } from '../../../../src-main/own-strategies/process/live-run.ts';
import { requestOf } from '../../../fakes/backtest-runs.ts';
import { bitcoinDays } from '../../../fakes/bitcoin-days.ts';
import { loaded, strategyAround } from '../../../fakes/own-strategies.ts';
import { regimeOracle } from '../../../fakes/regime-oracle.ts';

const CANDLES = bitcoinDays();
const ORACLE = regimeOracle(CANDLES);
const WARM_UP = 383;

/** Enters in a trend up, under the regime's name, and leaves in any other. */
const BODY = `if (bar.position.side === 'long') return bar.regime === 'trendUp' ? bw.hold() : bw.exit();
  return bar.regime === 'trendUp' ? bw.enterLong({ tag: bar.regime }) : bw.hold();`;
const reading = (body: string) => strategyAround(body).replace("title: 'Test',", "title: 'Test', regime: true,");

test('says that it reads the regime, and warms up as long as that takes', () => {
  const definition = loaded(reading(BODY));
  expect([definition.readsRegime, definition.warmUp({})]).toEqual([true, WARM_UP]);
  expect(loaded(strategyAround('')).readsRegime).toBeUndefined();
  const stub = ownStrategyStub('own:x', () => ({ warmUp: WARM_UP, readsRegime: true }));
  expect([stub.readsRegime, stub.warmUp({})]).toEqual([true, WARM_UP]);
});

test('reads in a backtest what the model says of each bar', () => {
  const definition = loaded(reading(BODY));
  const request = requestOf(CANDLES, { interval: '1d', strategyId: 'own', params: {} });
  const run = unwrap(runBacktest(request, { findStrategy: () => definition }));
  const begins = ORACLE.flatMap(({ regime }, row) =>
    regime === 'trendUp' && ORACLE[row - 1]?.regime !== 'trendUp' ? [CANDLES.openTimeMs[row + 1]] : [],
  );
  expect(run.trades.length).toBeGreaterThan(3);
  expect(run.trades.map(({ entryTimeMs }) => entryTimeMs)).toEqual(begins.slice(0, run.trades.length));
  expect(new Set(run.trades.map(({ entryTag }) => entryTag))).toEqual(new Set(['trendUp']));
});

test('reads bar by bar in its own process what it reads in a backtest', () => {
  const from = 700;
  const definition = loaded(reading('return bw.enterLong({ tag: bar.regime ?? "none" });'));
  const live = new LiveRun(definition, {}, sliceCandleColumns(CANDLES, 0, from));
  const tags = Array.from({ length: 300 }, (_, i) => {
    const { intents } = unwrap(live.next(candleAt(CANDLES, from + i), NO_POSITION));
    return (intents[0] as EnterIntent).tag;
  });
  expect(tags).toEqual(ORACLE.slice(from, from + 300).map(({ regime }) => regime));
});

test('one that does not say so is told with its line that it may not read it', () => {
  const definition = loaded(strategyAround('return bar.regime === null ? bw.hold() : bw.exit();'));
  const frame = createReplayFrame(CANDLES, definition.indicators({}));
  const run = definition.create({}, inputsOf(frame));
  frame.advance(candleAt(CANDLES, 0));
  expect(() => run.decide()).toThrow('line 4: regime is read, expected `regime: true` in defineStrategy');
});

test('what says so in another way than yes or no is refused', () => {
  const source = reading(BODY).replace('regime: true', "regime: 'yes' as never");
  expect(() => loaded(source)).toThrow(/regime is "yes"/);
});
