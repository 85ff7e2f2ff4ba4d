import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Outcome } from '../../../../src-main/base/outcome.ts';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { createSimulatedClock } from '../../../../src-main/engine/clock/simulated-clock.ts';
import { moneyFromText, moneyToText } from '../../../../src-main/model/money.ts';
import type { ChannelInput, ChannelName, ChannelOutput } from '../../../../src-preload/contract/channels.ts';
import { CHANNELS } from '../../../../src-preload/contract/channels.ts';
import { grouping as groupings } from '../../../../src-preload/contract/portfolio-views.ts';
import type { ServicesSession } from './services-session.ts';
import { openSession } from './services-session.ts';

const START_MS = Date.UTC(2026, 5, 1, 12, 0, 30);

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'bellwether-portfolio-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const botOn = (id: string, symbol: string): ChannelInput<'bots.save'> => ({
  id,
  name: `Bot ${id}`,
  instrumentId: `demo:${symbol}`,
  interval: '1m',
  strategyId: 'sma-cross',
  params: { fast: 2, slow: 5 },
  risk: { sizeFraction: 0.3, stopLossFraction: null, takeProfitFraction: null, leverage: 1 },
});

/** Asks as the window does: what comes back must be what the contract says. */
async function ask<Name extends ChannelName>(
  { services }: ServicesSession,
  name: Name,
  input: ChannelInput<Name>,
): Promise<ChannelOutput<Name>> {
  const handler = services.handlers[name] as (input: unknown) => Promise<Outcome<ChannelOutput<Name>>>;
  return CHANNELS[name].output.parse(unwrap(await handler(CHANNELS[name].input.parse(input)))) as ChannelOutput<Name>;
}

const COSTS = { makerFeeBps: 10, takerFeeBps: 10, spreadBps: 2, slippageBps: 1 };

it('what an account earned, why, and against its backtest: all of it adds up to the account', async () => {
  const clock = createSimulatedClock(START_MS);
  const session = openSession(dataDir, clock);
  for (const bot of [botOn('a', 'ETH-USDT'), botOn('b', 'BTC-USDT')]) {
    await ask(session, 'bots.save', bot);
    await ask(session, 'bots.start', { botId: bot.id });
  }
  await session.run(1800);
  await ask(session, 'bots.stop', { botId: 'b' });
  await session.run(60);
  const account = session.snapshot().accounts[0];
  if (account === undefined) throw new Error('expected an account');
  for (const grouping of groupings.options) {
    const { whole, rows } = await ask(session, 'portfolio.attribution', { accountId: account.id, grouping });
    expect(whole.total).toBe(account.profitTotal);
    expect(whole.fees).toBe(account.fees);
    const total = rows.reduce((sum, row) => sum + moneyFromText(row.total), 0n);
    expect(moneyToText(total as never)).toBe(account.profitTotal);
  }
  const bots = await ask(session, 'portfolio.attribution', { accountId: account.id, grouping: 'bot' });
  expect(bots.rows.map(({ key }) => key).sort()).toEqual(['a', 'b']);
  const strategies = await ask(session, 'portfolio.attribution', { accountId: account.id, grouping: 'strategy' });
  expect(strategies.rows.map(({ key }) => key)).toEqual(['sma-cross']);

  const parity = await ask(session, 'parity.report', { costs: COSTS });
  expect(parity.bots.map(({ botName }) => botName).sort()).toEqual(['Bot a', 'Bot b']);
  for (const bot of parity.bots) {
    expect(bot.spans.map(({ whyNot }) => whyNot)).toEqual([null]);
    expect([bot.parts.signal, bot.parts.missedFills, bot.parts.remainder]).toEqual(['0', '0', '0']);
    expect(bot.tradeCount).toBeGreaterThan(2);
    expect(bot.actual).toBe(bots.rows.find(({ key }) => key === bot.botId)?.total);
    expect(moneyFromText(bot.gap)).toBe(moneyFromText(bot.actual) - moneyFromText(bot.model));
    expect(bot.measured.spreadBps.median).toBeGreaterThan(0);
    expect(bot.measured.latencyMs.count).toBeGreaterThan(2);
  }

  const performance = await ask(session, 'portfolio.performance', { accountId: account.id });
  expect(performance.timeMs.length).toBeGreaterThan(10);
  expect(performance.timeWeightedReturn).toBeCloseTo(Number(performance.equity.at(-1)) / 10_000 - 1, 6);
  const correlations = await ask(session, 'portfolio.correlations', { accountId: account.id });
  expect(correlations.bots.names).toEqual(expect.arrayContaining(['Bot a', 'Bot b']));
  expect(correlations.symbols.values[0]?.[1]).toBeGreaterThan(-1);
  expect(correlations.symbols.days[0]?.[1]).toBeGreaterThan(300);

  const request = { accountId: account.id, kind: 'taxLots', year: 2026, method: 'lifo', grouping: 'bot' } as const;
  expect(await ask(session, 'portfolio.export', request)).toEqual({ fileName: null });
  const refused = await session.services.handlers['portfolio.export']({ ...request, accountId: 'nobody' });
  expect(refused).toMatchObject({ ok: false, error: { message: 'accountId is "nobody", expected one of paper' } });
  await session.services.dispose();
});

it('after a restart the fills, settings and spans of before still count', async () => {
  const clock = createSimulatedClock(START_MS);
  const first = openSession(dataDir, clock);
  await ask(first, 'bots.save', botOn('a', 'ETH-USDT'));
  await ask(first, 'bots.start', { botId: 'a' });
  await ask(first, 'bots.save', { ...botOn('idle', 'SOL-USDT'), params: { fast: 400, slow: 500 } });
  await ask(first, 'bots.start', { botId: 'idle' });
  await first.run(900);
  await first.services.dispose();
  const second = openSession(dataDir, clock);
  await second.run(5);
  const { whole } = await ask(second, 'portfolio.attribution', { accountId: 'paper', grouping: 'strategy' });
  expect(whole.total).toBe(second.snapshot().accounts[0]?.profitTotal);
  const { bots } = await ask(second, 'parity.report', { costs: COSTS });
  // One that ran and traded nothing is there too: its backtest might have traded.
  expect(bots.map(({ botId }) => botId)).toEqual(['a', 'idle']);
  expect(bots[1]).toMatchObject({ tradeCount: 0, gap: '0', spans: [{ whyNot: null }] });
  const [bot] = bots;
  expect([bot?.parts.signal, bot?.parts.remainder, bot?.spans.length]).toEqual(['0', '0', 1]);
  await second.services.dispose();
});
