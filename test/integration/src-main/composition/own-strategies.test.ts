import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { projectRoot } from '../../../../scripts/runtime/project.mjs';
import { runBacktest } from '../../../../src-main/backtest/run-backtest.ts';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { runOwnBacktest } from '../../../../src-main/composition/own-strategies/own-backtest.ts';
import { openOwnReplays } from '../../../../src-main/composition/own-strategies/own-replays.ts';
import { createOwnStrategyHost } from '../../../../src-main/composition/own-strategies/own-strategy-host.ts';
import { StrategyShelf } from '../../../../src-main/composition/own-strategies/strategy-shelf.ts';
import type { EngineEvent } from '../../../../src-main/engine/events.ts';
import { candleAt, createCandleColumns, sliceCandleColumns } from '../../../../src-main/model/candle.ts';
import { moneyFromText } from '../../../../src-main/model/money.ts';
import type { StrategyFile } from '../../../../src-main/own-strategies/folder/read-strategy-files.ts';
import { forkProcess } from '../../../../src-main/own-strategies/process/fork-process.ts';
import { openStrategyProcess } from '../../../../src-main/own-strategies/process/strategy-process.ts';
import { replayBot } from '../../../../src-main/parity/replay-bot.ts';
import { requestOf } from '../../../fakes/backtest-runs.ts';
import { BTC, NO_COSTS, NO_LIMITS, scriptedBot } from '../../../fakes/engine-session.ts';
import { OWN_CROSS, strategyAround } from '../../../fakes/own-strategies.ts';
import { seededTape } from '../../../fakes/seeded-tape.ts';

const openProcess = () => openStrategyProcess(forkProcess(join(projectRoot, 'src-main/own-strategy-worker.ts')));
const TAPE = seededTape('own strategies', { bars: 600 });
const NOTHING_FLAT = { side: 'flat', quantity: 0, averagePrice: Number.NaN, entries: 0, barsHeld: 0 } as const;
const file = (fileName: string, source: string, savedMs = 1): StrategyFile => ({ fileName, source, savedMs });

const TRAP = OWN_CROSS.replace(
  'decide({ indicators: { fast, slow }, parameters }) {',
  'decide({ indicators: { fast, slow }, parameters, close }) {\n    while (close.at(0) > 1e15) {}',
);

const changes: number[] = [];
/** One for all: each check costs a process. */
const shelf = new StrategyShelf({ openProcess, checkCandles: async () => TAPE, onChange: () => changes.push(1) });
const FILES = [
  file('cross.ts', OWN_CROSS),
  file('trap.ts', TRAP),
  file('typo.ts', strategyAround('return bw.enterLnog();')),
];
let atFirst: readonly string[] = [];
beforeAll(async () => {
  shelf.take(FILES);
  atFirst = shelf.list().map(({ state }) => state);
  await shelf.settled();
});
afterAll(() => shelf.dispose());

describe('the shelf of own strategies', () => {
  it('checks each file and says what is wrong, in which line', () => {
    expect(atFirst).toEqual(['checking', 'checking', 'checking']);
    const [cross, , typo] = shelf.list();
    expect(cross).toMatchObject({ id: 'own:cross', title: 'Own cross', state: 'ready', problems: [], findings: [] });
    expect(typo).toMatchObject({ id: 'own:typo', state: 'faulty' });
    expect(typo?.problems[0]).toMatchObject({ line: 4, message: expect.stringContaining('enterLnog') });
    const defaults = { fast: 10, slow: 30, direction: 'long' };
    expect(shelf.catalogue()).toMatchObject([{ id: 'own:cross', defaults }, { id: 'own:trap' }]);
    expect(shelf.find('own:typo')).toBeNull();
    expect(changes.length).toBe(4);
  });

  it('keeps the last good save while a newer one has faults, and forgets a file that is gone', async () => {
    const good = shelf.find('own:cross');
    const spoilt = file('cross.ts', `${OWN_CROSS}\nconst left: number = 'right';\n`, 2);
    const [, trap, typo] = FILES;
    shelf.take([spoilt, trap as StrategyFile, typo as StrategyFile]);
    await shelf.settled();
    expect(shelf.list()[0]).toMatchObject({ state: 'ready', savedMs: 2 });
    expect(shelf.list()[0]?.problems).toHaveLength(1);
    expect(shelf.find('own:cross')).toBe(good);
    shelf.take([spoilt, trap as StrategyFile]);
    expect(shelf.list()).toHaveLength(2);
    expect(shelf.find('own:typo')).toBeNull();
  });
});

describe('a bot of an own strategy', () => {
  function openHost() {
    const events: EngineEvent[] = [];
    const offer = (event: EngineEvent): void => void events.push(event);
    return { host: createOwnStrategyHost({ find: (id) => shelf.find(id), openProcess, offer }), events };
  }
  const bot = scriptedBot('', { strategyId: 'own:cross', params: { fast: 3, slow: 8 } });

  it('is told of bars and answers with what the same strategy wants in the engine', async () => {
    const { host, events } = openHost();
    const remote = host.start(bot, createCandleColumns(0));
    for (let row = 0; row < 200; row++) remote?.onBar(candleAt(TAPE, row), NOTHING_FLAT);
    const wanted = TAPE.close.subarray(0, 200);
    const expected = crossesOf(wanted, 3, 8);
    await vi.waitFor(() => expect(events).toHaveLength(200 - 8), { timeout: 20_000 });
    remote?.stop();
    const said = events.flatMap((event) => (event.kind === 'intents' ? event.intents : []));
    expect(said.filter(({ kind }) => kind !== 'hold')).toHaveLength(expected);
    expect(said).toHaveLength(200 - 8);
  });

  it('fails with its line when it never ends, and the host goes on', async () => {
    const line = TRAP.split('\n').findIndex((text) => text.includes('1e15')) + 1;
    const { host, events } = openHost();
    const remote = host.start({ ...bot, strategyId: 'own:trap', params: { fast: 1, slow: 2 } }, createCandleColumns(0));
    for (let row = 0; row < 3; row++) remote?.onBar(candleAt(TAPE, row), NOTHING_FLAT);
    remote?.onBar({ ...candleAt(TAPE, 3), close: 1e16, high: 1e16 }, NOTHING_FLAT);
    const failed = () => events.filter(({ kind }) => kind === 'strategyFailed');
    await vi.waitFor(() => expect(failed()).toHaveLength(1), { timeout: 20_000 });
    expect(failed()[0]).toMatchObject({ botId: 'bot', reason: expect.stringMatching(`^line ${line}: `) });
  });

  it('fails with the parameter’s name when it is one the strategy does not have', async () => {
    const { host, events } = openHost();
    host.start({ ...bot, params: { fastest: 1 } }, createCandleColumns(0));
    await vi.waitFor(() => expect(events).toHaveLength(1), { timeout: 20_000 });
    expect(events[0]).toMatchObject({ kind: 'strategyFailed', reason: expect.stringContaining('fastest') });
  });

  it('is refused before its file was checked', () => {
    const { host } = openHost();
    expect(() => host.start({ ...bot, strategyId: 'own:other' }, createCandleColumns(0))).toThrow(
      'expected one that was checked',
    );
    expect(host.start({ ...bot, strategyId: 'sma-cross' }, createCandleColumns(0))).toBeNull();
  });
});

describe('a backtest of an own strategy', () => {
  it('equals that of the shipped one it copies, to the last digit', async () => {
    const ports = { find: (id: string) => shelf.find(id), openProcess };
    const control = { signal: new AbortController().signal, report: () => undefined };
    const request = requestOf(TAPE, { params: { fast: 5, slow: 20, direction: 'both' } });
    const own = unwrap(await runOwnBacktest(ports, { ...request, strategyId: 'own:cross' }, control));
    const shipped = unwrap(runBacktest(request));
    expect(own.trades).toEqual(shipped.trades);
    expect(own.finalEquity).toBe(shipped.finalEquity);
    expect(own.trades.length).toBeGreaterThan(5);
  });
});

describe('a replay of what a bot of an own strategy did', () => {
  const span = { past: sliceCandleColumns(TAPE, 0, 100), bars: sliceCandleColumns(TAPE, 100, 400), nextOpen: null };
  const money = { capital: moneyFromText('10000'), costs: NO_COSTS, accountRisk: NO_LIMITS };
  const config = scriptedBot('', { strategyId: 'own:cross', params: { fast: 3, slow: 8, direction: 'both' } });
  const request = { config, instrument: BTC, ...span, ...money };

  it('equals that of the shipped one it copies, and goes on after one that failed', async () => {
    const own = openOwnReplays({ find: (id) => shelf.find(id), openProcess });
    const wrong = await own.replay({ ...request, config: { ...config, params: { fastest: 1 } } });
    expect(wrong).toMatchObject({ ok: false, error: { message: expect.stringContaining('fastest') } });
    const replayed = unwrap(await own.replay(request));
    expect(replayed.fills.length).toBeGreaterThan(5);
    expect(replayed).toEqual(unwrap(replayBot({ ...request, config: { ...config, strategyId: 'sma-cross' } })));
    await own.dispose();
  });

  it('is refused of what was saved anew since, and of what is not there', () => {
    const own = openOwnReplays({ find: (id) => shelf.find(id), openProcess });
    expect(own.whyNot('own:trap', 1)).toBeNull();
    expect(own.whyNot('own:trap', 0)).toBe('own:trap was saved anew since: what ran in this span is not kept');
    expect(own.whyNot('own:typo', 1)).toBe('own:typo is not among your strategies any more, or has faults');
  });
});

/** Bars at which a strategy that is long on the up cross and leaves on the down cross wants something. */
function crossesOf(close: Float64Array, fast: number, slow: number): number {
  const mean = (row: number, period: number): number => {
    let sum = 0;
    for (let back = 0; back < period; back++) sum += close[row - back] as number;
    return sum / period;
  };
  let crosses = 0;
  for (let row = slow; row < close.length; row++) {
    const before = Math.sign(mean(row - 1, fast) - mean(row - 1, slow));
    const now = Math.sign(mean(row, fast) - mean(row, slow));
    if ((now > 0 && before <= 0) || (now < 0 && before >= 0)) crosses++;
  }
  return crosses;
}
