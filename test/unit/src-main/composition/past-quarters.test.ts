import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { fail, succeed } from '../../../../src-main/base/outcome.ts';
import { loadPastQuarters } from '../../../../src-main/composition/past-quarters.ts';
import { createSimulatedClock } from '../../../../src-main/engine/clock/simulated-clock.ts';
import type { EngineEvent } from '../../../../src-main/engine/events.ts';
import type { FactListener } from '../../../../src-main/engine/facts.ts';
import type { CandleRange } from '../../../../src-main/engine/ports/candle-store.ts';
import { createCandleColumns } from '../../../../src-main/model/candle.ts';

const START_MS = Date.UTC(2026, 0, 5, 12, 7);
const QUARTER_MS = 900_000;
const botOn = (instrumentId: string) => ({ config: { instrumentId } });

it('brings the last day of each market with a bot, once, as soon as its market can be asked (SPEC 16.12)', async () => {
  const clock = createSimulatedClock(START_MS);
  const offered: EngineEvent[] = [];
  const asked: CandleRange[] = [];
  const listeners: FactListener[] = [];
  let isConnected = false;
  let isBroken = true;
  const loading = loadPastQuarters({
    engine: {
      snapshot: () => ({ bots: [botOn('demo:A-B'), botOn('demo:A-B'), botOn('x:A-B')] }) as never,
      offer: (event) => offered.push(event) > 0,
      onFact: (listener) => {
        listeners.push(listener);
        return { dispose: () => undefined };
      },
    },
    candles: {
      async read(range) {
        asked.push(range);
        return range.instrumentId === 'x:A-B' && isBroken
          ? fail('noCandles', 'not now')
          : succeed(createCandleColumns(1));
      },
    },
    clock,
    marketNowMs: (id) => (id === 'x:A-B' && !isConnected ? null : clock.nowMs()),
  });
  const after = async (ms: number) => {
    clock.advanceTo(clock.nowMs() + ms);
    await setImmediate();
    return offered.map((event) => (event.kind === 'pastQuarters' ? event.instrumentId : event.kind));
  };
  expect(await after(0)).toEqual(['demo:A-B']);
  const toMs = START_MS - (START_MS % QUARTER_MS);
  expect(asked).toEqual([{ instrumentId: 'demo:A-B', interval: '15m', fromMs: toMs - 97 * QUARTER_MS, toMs }]);
  isConnected = true;
  expect(await after(5_000)).toEqual(['demo:A-B']);
  isBroken = false;
  expect(await after(30_000)).toEqual(['demo:A-B']); // it failed a moment ago
  expect(await after(60_000)).toEqual(['demo:A-B', 'x:A-B']);
  for (const listener of listeners) listener({ fact: { kind: 'bot', ...botOn('demo:C-B') } } as never);
  expect(await after(5_000)).toEqual(['demo:A-B', 'x:A-B', 'demo:C-B']);
  await loading.dispose();
  expect(await after(120_000)).toHaveLength(3);
});
