import { describe, expect, it } from 'vitest';
import type { PortfolioRequest } from '../../../../../src-main/backtest/portfolio-request.ts';
import { runPortfolio } from '../../../../../src-main/backtest/run-portfolio.ts';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import { createLiveFrame } from '../../../../../src-main/engine/indicators/live-frame.ts';
import { createSeededRandom } from '../../../../../src-main/engine/random/seeded-random.ts';
import { PairWindow } from '../../../../../src-main/engine/strategies/pair-window.ts';
import type { BotConfig } from '../../../../../src-main/model/bot.ts';
import type { Candle } from '../../../../../src-main/model/candle.ts';
import { candleColumnsOf } from '../../../../../src-main/model/candle.ts';
import type { Instrument } from '../../../../../src-main/model/instrument.ts';
import type { ClosedTrade } from '../../../../../src-main/model/position.ts';
import { requestOf } from '../../../../fakes/backtest-runs.ts';
import { BTC, EngineSession, ETH, MINUTE_MS, START_MS, scriptedBot, WHOLE } from '../../../../fakes/engine-session.ts';
import { strategyNamed } from '../../../../fakes/strategy-decisions.ts';

const bar = (row: number, close: number): Candle => ({
  openTimeMs: START_MS + row * MINUTE_MS,
  open: close,
  high: close,
  low: close,
  close,
  volume: 1,
});

/** Two walks that belong together: ln second = walk, ln first = 1.5 × walk + a spread that comes and goes. */
function couple(bars: number, gapShare = 0): { first: Candle[]; second: Candle[] } {
  const random = createSeededRandom('couple');
  const centred = (): number => random.next() + random.next() - 1;
  let [walk, spread] = [0, 0];
  const rows = Array.from({ length: bars }, (_, row) => {
    walk += centred() * 0.003;
    spread = 0.93 * spread + centred() * 0.004;
    const closes = [1000 * Math.exp(1.5 * walk + spread), 50 * Math.exp(walk)].map((price) => Number(price.toFixed(2)));
    return { row, closes, missing: [random.next() < gapShare, random.next() < gapShare] };
  });
  const of = (leg: 0 | 1) =>
    rows.filter(({ missing }) => !missing[leg]).map(({ row, closes }) => bar(row, closes[leg] ?? 0));
  return { first: of(0), second: of(1) };
}

function window(first: readonly Candle[], second: readonly Candle[], period: number): PairWindow {
  const frames = [first, second].map((candles) => createLiveFrame({}, candleColumnsOf([...candles])));
  const [one, two] = frames;
  if (one === undefined || two === undefined) throw new Error('two frames');
  return new PairWindow(one, two, period);
}

/** The same from the definition, with the runtime's own logarithm. */
function oracle(first: readonly Candle[], second: readonly Candle[], period: number, given: number | null) {
  const times = new Map(second.map(({ openTimeMs, close }) => [openTimeMs, close]));
  const common = first.filter(({ openTimeMs }) => times.has(openTimeMs)).slice(-period);
  const y = common.map(({ close }) => Math.log(close));
  const x = common.map(({ openTimeMs }) => Math.log(times.get(openTimeMs) ?? Number.NaN));
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const covariance = mean(x.map((value, i) => (value - mx) * ((y[i] ?? 0) - my)));
  const ratio = given ?? covariance / mean(x.map((value) => (value - mx) ** 2));
  const spreads = y.map((value, i) => value - ratio * (x[i] ?? 0));
  const deviation = Math.sqrt(mean(spreads.map((value) => (value - mean(spreads)) ** 2)));
  return { ratio, score: ((spreads.at(-1) ?? 0) - mean(spreads)) / deviation };
}

describe('PairWindow', () => {
  it.each([null, 1, 0.4])('has ratio and score of the bars both have, ratio %s', (ratio) => {
    const { first, second } = couple(400, 0.1);
    let compared = 0;
    for (let rows = 200; rows < 380; rows++) {
      const [one, two] = [first, second].map((candles) =>
        candles.filter(({ openTimeMs }) => openTimeMs <= START_MS + rows * MINUTE_MS),
      );
      const found = window(one ?? [], two ?? [], 50).spreadAt(0, ratio);
      if (one?.at(-1)?.openTimeMs !== two?.at(-1)?.openTimeMs) {
        expect(found).toBeNull();
        continue;
      }
      compared++;
      const expected = oracle(one ?? [], two ?? [], 50, ratio);
      expect(found?.ratio).toBeCloseTo(expected.ratio, 9);
      expect(found?.score).toBeCloseTo(expected.score, 9);
    }
    expect(compared).toBeGreaterThan(100);
  });

  it('looks back by bars both have', () => {
    const { first, second } = couple(300, 0.1);
    const times = new Set(second.map(({ openTimeMs }) => openTimeMs));
    const common = first.filter(({ openTimeMs }) => times.has(openTimeMs)).map(({ openTimeMs }) => openTimeMs);
    const until = (time: number) =>
      [first, second].map((rows) => rows.filter(({ openTimeMs }) => openTimeMs <= time)) as [Candle[], Candle[]];
    const [one, two] = until(common.at(-1) ?? 0);
    const now = window(one, two, 50);
    for (const ago of [1, 7, 30]) {
      expect(now.spreadAt(ago, null)).toEqual(window(...until(common.at(-1 - ago) ?? 0), 50).spreadAt(0, null));
    }
  });

  it('has none of too few bars, of two that do not move, and of one symbol against itself', () => {
    const { first, second } = couple(60);
    expect(window(first, second, 61).spreadAt(0, null)).toBeNull();
    expect(window(first, second, 60).spreadAt(1, null)).toBeNull();
    const still = first.map((candle) => ({ ...candle, close: 0.1 }));
    expect(window(still, still, 20).spreadAt(0, 1)).toBeNull();
    expect(window(first, still, 20).spreadAt(0, null)).toBeNull();
    expect(window(first, first, 20).spreadAt(0, null)).toBeNull();
  });
});

const legs = (params: object): [BotConfig, BotConfig] => [
  scriptedBot('', { id: 'first', strategyId: 'pairs-spread', params: { other: ETH.symbol, leg: 'first', ...params } }),
  scriptedBot('', {
    id: 'second',
    instrumentId: ETH.id,
    strategyId: 'pairs-spread',
    params: { other: BTC.symbol, leg: 'second', ...params },
  }),
];

/** Bars of one minute: the venue fills what they allow, then the engine is told each of them, then the time. */
function tellMoment(session: EngineSession, bars: readonly (readonly [Instrument, Candle])[]): void {
  const time = bars[0]?.[1].openTimeMs ?? Number.NaN;
  session.clock.advanceTo(time);
  for (const [{ id }, candle] of bars) session.paper.onCandle(id, candle);
  session.clock.advanceTo(time + MINUTE_MS);
  for (const [{ id }, candle] of bars) {
    session.engine.offer({ kind: 'candle', instrumentId: id, interval: '1m', candle });
  }
  session.engine.offer({ kind: 'time', timeMs: time + MINUTE_MS });
}

/** Both legs on these closes, minute by minute. */
function pair(
  closes: readonly (readonly [number, number])[],
  params: object,
  gapAt: readonly number[] = [],
): EngineSession {
  const session = new EngineSession({ explain: true });
  for (const config of legs({ period: 10, hedge: 'fixed', ratio: 1, ...params })) {
    const halved = { ...config, risk: { ...WHOLE, sizeFraction: 0.5 } };
    session.command({ kind: 'addBot', config: halved });
    session.command({ kind: 'startBot', botId: config.id });
    session.startHistory(config.id);
  }
  closes.forEach(([first, second], row) => {
    tellMoment(session, [[BTC, bar(row, first)], ...(gapAt.includes(row) ? [] : [[ETH, bar(row, second)] as const])]);
  });
  return session;
}

const sides = (session: EngineSession): string[] =>
  session.of('fill').map(({ fill }) => `${fill.botId} ${fill.side} ${fill.tag === '' ? fill.purpose : fill.tag}`);

/** A spread that breathes by a thousandth round 0. */
const CALM = Array.from({ length: 20 }, (_, row): [number, number] => [row % 2 === 0 ? 100.1 : 99.9, 100]);

describe('pairs-spread', () => {
  it('sells the dear and buys the cheap, each bot its leg, and leaves when the spread is back', () => {
    const session = pair([...CALM, [101, 100], [101, 100], [100, 100], [100, 100]], { enterAt: 2, stopAt: 0 });
    expect(sides(session)).toEqual([
      'first sell spread-high',
      'second buy spread-high',
      'first buy signal',
      'second sell signal',
    ]);
    const [entry] = session.of('tradeClosed');
    expect(entry?.trade).toMatchObject({ side: 'short', entryTag: 'spread-high', exitReason: 'signal' });
  });

  it('the other way round below the mean', () => {
    const session = pair([...CALM, [99, 100], [99, 100]], { enterAt: 2, stopAt: 0 });
    expect(sides(session)).toEqual(['first buy spread-low', 'second sell spread-low']);
  });

  it('the ratio is what the second leg weighs against the first', () => {
    const double = pair([...CALM, [101, 100], [101, 100]], { enterAt: 2, stopAt: 0, ratio: 2 });
    expect(double.of('fill').map(({ fill }) => Number(fill.quantity * fill.price) / 1e20)).toEqual([
      expect.closeTo(2500, -1),
      expect.closeTo(5000, -1),
    ]);
    const half = pair([...CALM, [101, 100], [101, 100]], { enterAt: 2, stopAt: 0, ratio: 0.5 });
    expect(half.of('fill').map(({ fill }) => Number(fill.quantity * fill.price) / 1e20)).toEqual([
      expect.closeTo(5000, -1),
      expect.closeTo(2500, -1),
    ]);
  });

  it('gives up far out and stays away until the spread has been back', () => {
    const wide: [number, number][] = [
      [100.4, 100],
      [130, 100],
      [130, 100],
      [101, 100],
    ];
    const session = pair([...CALM, ...wide], { enterAt: 2, stopAt: 2.9 });
    expect(sides(session).slice(0, 4)).toEqual([
      'first sell spread-high',
      'second buy spread-high',
      'first buy signal',
      'second sell signal',
    ]);
    expect(session.of('fill')).toHaveLength(4);
  });

  it('does nothing on a bar the other does not have, and says why it wanted what it wanted', () => {
    const session = pair([...CALM, [101, 100]], { enterAt: 2, stopAt: 0 }, [20]);
    expect(session.of('fill')).toEqual([]);
    const last = pair([...CALM, [101, 100]], { enterAt: 2, stopAt: 0 }).of('decision');
    const [first, second] = ['first', 'second'].map((id) => last.filter(({ botId }) => botId === id).at(-1));
    expect([first?.action, second?.action]).toEqual(['sell', 'buy']);
    expect([first?.score, second?.score]).toEqual([-1, 1]);
    expect(first?.parts.map(({ signal }) => signal)).toEqual(['spread', 'hedge_ratio']);
    expect(first?.parts[0]?.value).toBeGreaterThan(2);
  });

  it.each([
    [{ exitAt: 2, enterAt: 2 }, 'exitAt must be below enterAt'],
    [{ stopAt: 1 }, 'stopAt must be above enterAt, or 0'],
    [{ other: 'btc' }, 'expected BASE-QUOTE in upper case'],
  ])('%j is refused', (params, message) => {
    expect(strategyNamed('pairs-spread').params.safeParse(params).error?.issues[0]?.message).toBe(message);
  });
});

const tradeText = ({ botId, side, entryTimeMs, exitTimeMs, quantity, profit }: ClosedTrade): string =>
  [botId, side, entryTimeMs, exitTimeMs, quantity, profit].join(' ');

describe('both legs over two tapes', () => {
  const { first, second } = couple(3000, 0.01);
  const params = { period: 60, enterAt: 1.8 };
  const bots = legs(params).map((bot) => ({ ...bot, risk: { ...WHOLE, sizeFraction: 0.4 } }));
  const {
    instrument: _,
    interval: __,
    candles: ___,
    strategyId: ____,
    params: _____,
    risk: ______,
    ...settings
  } = requestOf(candleColumnsOf(first));
  const request: PortfolioRequest = {
    ...settings,
    tapes: [
      { instrument: BTC, interval: '1m', candles: candleColumnsOf(first) },
      { instrument: ETH, interval: '1m', candles: candleColumnsOf(second) },
    ],
    bots,
  };
  const trades = unwrap(runPortfolio(request)).combined.trades;

  it('come and go together, on opposite sides of the same bars', () => {
    const of = (id: string) => trades.filter(({ botId, exitReason }) => botId === id && exitReason === 'signal');
    const [one, two] = [of('first'), of('second')];
    expect(one.length).toBeGreaterThan(20);
    const both = one.filter(({ entryTimeMs }) => two.some((trade) => trade.entryTimeMs === entryTimeMs));
    // A bar that only one of them has delays that one's fill.
    expect(both.length).toBeGreaterThan(one.length * 0.9);
    for (const trade of both) {
      const other = two.find(({ entryTimeMs }) => entryTimeMs === trade.entryTimeMs);
      expect(other?.side).toBe(trade.side === 'long' ? 'short' : 'long');
    }
  });

  it('replayed again, to the bit', () => {
    expect(unwrap(runPortfolio(request)).combined.trades.map(tradeText)).toEqual(trades.map(tradeText));
  });

  it('bar by bar, as live', () => {
    const { feeBps, slippageBps, spreadBps } = settings;
    const costs = { makerFeeBps: feeBps, takerFeeBps: feeBps, slippageBps, spreadBps };
    const session = new EngineSession({ costs });
    for (const config of bots) {
      session.command({ kind: 'addBot', config });
      session.command({ kind: 'startBot', botId: config.id });
      session.startHistory(config.id);
    }
    const bars = [...first.map((candle) => [BTC, candle] as const), ...second.map((candle) => [ETH, candle] as const)];
    bars.sort(([, a], [, b]) => a.openTimeMs - b.openTimeMs);
    for (let row = 0; row < bars.length; ) {
      const time = bars[row]?.[1].openTimeMs ?? 0;
      const moment = bars.filter(([, { openTimeMs }]) => openTimeMs === time);
      tellMoment(session, moment);
      row += moment.length;
    }
    const live = session.of('tradeClosed').map(({ trade }) => tradeText(trade));
    const replayed = trades.filter(({ exitReason }) => exitReason === 'signal').map(tradeText);
    expect(live).toEqual(replayed);
  });
});
