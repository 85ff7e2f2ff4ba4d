import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { createSimulatedClock } from '../../../../src-main/engine/clock/simulated-clock.ts';
import type { Clock } from '../../../../src-main/engine/ports/clock.ts';
import { createDemoHistory } from '../../../../src-main/exchanges/demo/demo-history.ts';
import { candleAt } from '../../../../src-main/model/candle.ts';
import { openJournal } from '../../../../src-main/storage/journal/open-journal.ts';
import { CHANNELS } from '../../../../src-preload/contract/channels.ts';
import { openSession } from './services-session.ts';

const START_MS = Date.UTC(2026, 5, 1, 12, 0, 30);
const DAY_MS = 86_400_000;

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'bellwether-services-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** A bot that is in the market half the time. */
const busyBot = {
  id: 'busy',
  name: 'Busy',
  instrumentId: 'demo:ETH-USDT',
  interval: '1m',
  strategyId: 'sma-cross',
  params: { fast: 2, slow: 5 },
  risk: { sizeFraction: 0.5, stopLossFraction: 0.05, takeProfitFraction: null, leverage: 1 },
} as const;

describe('a first start', () => {
  it('has the market live, one stopped paper bot, and ten thousand to trade with', async () => {
    const session = openSession(dataDir, createSimulatedClock(START_MS));
    const snapshot = session.snapshot();
    expect(CHANNELS['app.snapshot'].output.parse(snapshot)).toEqual(snapshot);
    expect(snapshot.prices.length).toBeGreaterThanOrEqual(50);
    expect(snapshot.bots.map(({ config, state }) => [config.id, state])).toEqual([['first-bot', 'stopped']]);
    expect(snapshot.accounts[0]).toMatchObject({ equity: '10000', paper: true, quoteAsset: 'USDT' });
    await session.services.dispose();
  });

  it('happens once: a removed first bot does not come back', async () => {
    const clock = createSimulatedClock(START_MS);
    const first = openSession(dataDir, clock);
    expect(await first.services.handlers['bots.remove']({ botId: 'first-bot' })).toMatchObject({ ok: true });
    await first.services.dispose();
    const second = openSession(dataDir, clock);
    expect(second.snapshot().bots).toEqual([]);
    await second.services.dispose();
  });
});

describe('a session', () => {
  it('trades, adds up, and comes back to the last digit', async () => {
    const clock = createSimulatedClock(START_MS);
    const first = openSession(dataDir, clock);
    expect(await first.services.handlers['bots.save'](busyBot)).toMatchObject({ ok: true });
    expect(await first.services.handlers['bots.start']({ botId: 'busy' })).toMatchObject({ ok: true });
    await first.run(45 * 60);
    const activity = await first.services.handlers['account.activity']({ botId: 'busy', instrumentId: null });
    const { fills, trades } = activity.ok ? activity.value : { fills: [], trades: [] };
    expect(trades.length).toBeGreaterThan(1);
    const told = first.snapshot();
    expect(first.facts.filter(({ kind }) => kind === 'fill')).toHaveLength(fills.length);
    expect(first.facts.some(({ kind }) => kind === 'equity')).toBe(true);
    await first.services.dispose();

    const second = openSession(dataDir, clock);
    const again = second.snapshot();
    const [before, after] = [told, again].map(({ bots }) => bots.find(({ config }) => config.id === 'busy'));
    expect(after?.state).toBe('stopped');
    expect(after?.position?.quantity).toBe(before?.position?.quantity);
    expect(after?.realisedProfit).toBe(before?.realisedProfit);
    expect(again.accounts).toEqual(told.accounts);
    expect(await second.services.handlers['account.activity']({ botId: 'busy', instrumentId: null })).toEqual(activity);
    await second.services.dispose();
  });

  it('gives the same twice from the same seed and time', async () => {
    const run = async (folder: string): Promise<string> => {
      const session = openSession(folder, createSimulatedClock(START_MS));
      await session.services.handlers['bots.save'](busyBot);
      await session.services.handlers['bots.start']({ botId: 'busy' });
      await session.run(20 * 60);
      const { accounts } = session.snapshot();
      await session.services.dispose();
      return JSON.stringify(accounts);
    };
    const other = mkdtempSync(join(tmpdir(), 'bellwether-services-'));
    expect(await run(other)).toBe(await run(dataDir));
    rmSync(other, { recursive: true, force: true });
  });

  it('stops everything at once, latches, and is released by a reason', async () => {
    const session = openSession(dataDir, createSimulatedClock(START_MS));
    const { handlers } = session.services;
    await handlers['bots.start']({ botId: 'first-bot' });
    expect(await handlers['trading.halt']({ flatten: false })).toEqual({ ok: true, value: { haltedMs: START_MS } });
    expect(session.snapshot()).toMatchObject({ halt: { timeMs: START_MS }, bots: [{ state: 'stopped' }] });
    expect(await handlers['bots.start']({ botId: 'first-bot' })).toMatchObject({ error: { code: 'halted' } });
    expect(await handlers['trading.release']({ reason: 'looked at' })).toMatchObject({ ok: true });
    expect(await handlers['bots.start']({ botId: 'first-bot' })).toMatchObject({ ok: true });
    await session.services.dispose();
  });

  it('refuses what makes no sense with a code that says why', async () => {
    const session = openSession(dataDir, createSimulatedClock(START_MS));
    const { handlers } = session.services;
    const codeOf = async (outcome: unknown): Promise<string | undefined> =>
      ((await outcome) as { error?: { code: string } }).error?.code;
    expect(await codeOf(handlers['bots.start']({ botId: 'nobody' }))).toBe('unknownBot');
    expect(await codeOf(handlers['bots.stop']({ botId: 'first-bot' }))).toBe('botNotRunning');
    expect(await codeOf(handlers['bots.save']({ ...busyBot, instrumentId: 'demo:X-Y' }))).toBe('unknownInstrument');
    expect(await codeOf(handlers['bots.save']({ ...busyBot, strategyId: 'x' }))).toBe('unknownStrategy');
    expect(await codeOf(handlers['bots.save']({ ...busyBot, params: { fast: -1 } }))).toBe('badParams');
    await handlers['bots.start']({ botId: 'first-bot' });
    expect(await codeOf(handlers['bots.start']({ botId: 'first-bot' }))).toBe('botRunning');
    expect(await codeOf(handlers['bots.remove']({ botId: 'first-bot' }))).toBe('botRunning');
    expect(await codeOf(handlers['jobs.cancel']({ jobId: 'x' }))).toBe('unknownJob');
    await session.services.dispose();
  });

  it('keeps settings over a restart and moves the day with them', async () => {
    const clock = createSimulatedClock(START_MS);
    const first = openSession(dataDir, clock);
    const accountRisk = { maxPositionFraction: null, maxDailyLossFraction: 0.05, dayRollOffsetMs: 3_600_000 };
    expect(await first.services.handlers['settings.change']({ theme: 'light', accountRisk })).toMatchObject({
      ok: true,
    });
    expect(first.snapshot().settings).toMatchObject({ theme: 'light', accountRisk });
    await first.services.dispose();
    const second = openSession(dataDir, clock);
    expect(second.snapshot().settings).toMatchObject({ theme: 'light', accountRisk });
    // The day that had begun keeps the equity its losses are counted from; the next one begins at the new hour.
    expect((second.snapshot().accounts[0]?.dayStartMs ?? 1) % DAY_MS).toBe(0);
    await second.services.dispose();
    const third = openSession(dataDir, createSimulatedClock(START_MS + 2 * DAY_MS));
    expect(((third.snapshot().accounts[0]?.dayStartMs ?? 0) - 3_600_000) % DAY_MS).toBe(0);
    await third.services.dispose();
  });
});

describe('stopping', () => {
  it('leaves nothing running', async () => {
    const clock = createSimulatedClock(START_MS);
    let running = 0;
    const every: Clock['every'] = (periodMs, callback) => {
      const timer = clock.every(periodMs, callback);
      running++;
      return {
        dispose: () => {
          running--;
          return timer.dispose();
        },
      };
    };
    const counting = { nowMs: () => clock.nowMs(), every };
    const session = openSession(dataDir, counting);
    await session.services.handlers['bots.start']({ botId: 'first-bot' });
    await session.services.handlers['candles.follow'](
      {
        series: [{ instrumentId: 'demo:BTC-USDT', interval: '1h' }],
      },
      { windowId: 1 },
    );
    expect(running).toBeGreaterThan(0);
    await session.services.dispose();
    expect(running).toBe(0);
    const told = session.facts.length;
    clock.advanceTo(START_MS + 600_000);
    expect(session.facts).toHaveLength(told);
  });
});

describe('the audit', () => {
  it('notes what the person did and what came of it', async () => {
    const session = openSession(dataDir, createSimulatedClock(START_MS));
    const { handlers } = session.services;
    await handlers['bots.start']({ botId: 'first-bot' });
    await handlers['bots.start']({ botId: 'nobody' });
    await handlers['settings.change']({ resumeBots: true });
    await handlers['candles.follow']({ series: [] }, { windowId: 1 });
    await session.services.dispose();
    const journal = unwrap(openJournal(dataDir));
    expect(journal.readAudit(10)).toEqual([
      {
        timeMs: START_MS,
        actor: 'window',
        action: 'bots.start',
        detail: { input: { botId: 'first-bot' }, result: 'ok' },
      },
      {
        timeMs: START_MS,
        actor: 'window',
        action: 'bots.start',
        detail: { input: { botId: 'nobody' }, result: 'unknownBot' },
      },
      {
        timeMs: START_MS,
        actor: 'window',
        action: 'settings.change',
        detail: { input: { resumeBots: true }, result: 'ok' },
      },
    ]);
    journal.close();
  });
});

describe('the followed series', () => {
  it('tells the forming bar and each closed one as the store has it', async () => {
    const clock = createSimulatedClock(START_MS);
    const session = openSession(dataDir, clock);
    const series = { instrumentId: 'demo:BTC-USDT', interval: '5m' } as const;
    expect(await session.services.handlers['candles.follow']({ series: [series] }, { windowId: 1 })).toMatchObject({
      ok: true,
    });
    await session.run(11 * 60);
    session.snapshot();
    const candles = session.facts.flatMap((fact) => (fact.kind === 'candle' ? [fact] : []));
    const closed = candles.filter((fact) => fact.closed).map(({ candle }) => candle);
    const fromMs = Math.floor(START_MS / 300_000) * 300_000;
    const stored = createDemoHistory('services-test').read({ ...series, fromMs, toMs: fromMs + 600_000 });
    expect(closed).toEqual([candleAt(stored, 0), candleAt(stored, 1)]);
    expect(candles.at(-1)).toMatchObject({ closed: false, candle: { openTimeMs: fromMs + 600_000 } });
    await session.services.dispose();
  });

  it('are those of all windows, each told once, until the last window that shows it leaves', async () => {
    const session = openSession(dataDir, createSimulatedClock(START_MS));
    const follow = session.services.handlers['candles.follow'];
    const [btc, eth, slow] = [
      { instrumentId: 'demo:BTC-USDT', interval: '1m' },
      { instrumentId: 'demo:ETH-USDT', interval: '1m' },
      { instrumentId: 'demo:BTC-USDT', interval: '5m' },
    ] as const;
    /** What closed in five minutes, as instrument and interval. */
    const closedMeanwhile = async (): Promise<readonly string[]> => {
      session.snapshot();
      const before = session.facts.length;
      await session.run(5 * 60);
      session.snapshot();
      const told = session.facts.slice(before);
      return told
        .flatMap((fact) => (fact.kind === 'candle' && fact.closed ? [`${fact.instrumentId} ${fact.interval}`] : []))
        .toSorted();
    };
    const minutesOf = (id: string) => Array.from({ length: 5 }, () => `${id} 1m`);

    expect(await follow({ series: [btc, eth] }, { windowId: 1 })).toMatchObject({ ok: true });
    expect(await follow({ series: [btc, slow] }, { windowId: 2 })).toMatchObject({ ok: true });
    const all = [...minutesOf(btc.instrumentId), 'demo:BTC-USDT 5m', ...minutesOf(eth.instrumentId)];
    expect(await closedMeanwhile()).toEqual(all);

    await follow({ series: [] }, { windowId: 1 });
    expect(await closedMeanwhile()).toEqual([...minutesOf(btc.instrumentId), 'demo:BTC-USDT 5m']);
    await follow({ series: [eth] }, { windowId: 2 });
    expect(await closedMeanwhile()).toEqual(minutesOf(eth.instrumentId));
    await session.services.dispose();
  });

  it('of a window that is gone is followed for nobody', async () => {
    const session = openSession(dataDir, createSimulatedClock(START_MS));
    const follow = session.services.handlers['candles.follow'];
    await follow({ series: [{ instrumentId: 'demo:ETH-USDT', interval: '1m' }] }, { windowId: 1 });
    await follow({ series: [{ instrumentId: 'demo:BTC-USDT', interval: '1m' }] }, { windowId: 2 });
    session.services.forgetWindow(1);
    await session.run(2 * 60);
    session.snapshot();
    const closed = session.facts.flatMap((fact) => (fact.kind === 'candle' && fact.closed ? [fact.instrumentId] : []));
    expect(closed).toEqual(['demo:BTC-USDT', 'demo:BTC-USDT']);
    await session.services.dispose();
  });
});
