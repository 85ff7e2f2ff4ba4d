import { describe, expect, it } from 'vitest';
import { sma } from '../../../../src-main/engine/indicators/sma.ts';
import { request } from '../../../../src-main/engine/strategies/strategy.ts';
import type { BotConfig } from '../../../../src-main/model/bot.ts';
import { candleColumnsOf } from '../../../../src-main/model/candle.ts';
import type { Instrument } from '../../../../src-main/model/instrument.ts';
import { BTC, EngineSession, ETH, MINUTE_MS, NO_BARS, START_MS, WHOLE } from '../../../fakes/engine-session.ts';
import type { Onlooker, OnlookerOptions } from '../../../fakes/onlooker.ts';
import { onlooker } from '../../../fakes/onlooker.ts';

const CONFIG: BotConfig = {
  id: 'bot',
  name: 'Bot',
  instrumentId: BTC.id,
  interval: '1m',
  strategyId: 'onlooker',
  params: {},
  risk: WHOLE,
};

function start(options: OnlookerOptions): Onlooker & { readonly session: EngineSession } {
  const watching = onlooker(options);
  const session = new EngineSession({ findStrategy: watching.findStrategy });
  const refusal =
    session.command({ kind: 'addBot', config: CONFIG }) ?? session.command({ kind: 'startBot', botId: 'bot' });
  if (refusal !== null) throw new Error(refusal);
  session.startHistory('bot');
  return { ...watching, session };
}

/** A closed minute is told; the clock stands at its end. */
function tell(session: EngineSession, instrument: Instrument, minute: number, close: number): void {
  const openTimeMs = START_MS + minute * MINUTE_MS;
  if (session.clock.nowMs() < openTimeMs + MINUTE_MS) session.clock.advanceTo(openTimeMs + MINUTE_MS);
  const candle = { openTimeMs, open: close, high: close, low: close, close, volume: 1 };
  session.engine.offer({ kind: 'candle', instrumentId: instrument.id, interval: '1m', candle });
}

const tellTime = (session: EngineSession, minute: number): boolean =>
  session.engine.offer({ kind: 'time', timeMs: START_MS + minute * MINUTE_MS });

const closes = ({ seen }: Onlooker, name: string): number[] => seen.map(({ series }) => series[name]?.close as number);

describe('a longer interval of the own symbol (SPEC 2.5)', () => {
  it('shows closed bars alone: a value stands still until its next bar has closed', () => {
    const run = start({ series: { five: { interval: '5m' } } });
    for (let minute = 0; minute < 15; minute++) tell(run.session, BTC, minute, 100 + minute);
    // Nothing is judged before the first five minutes have closed, which they have with minute 4.
    expect(run.seen.map(({ close }) => close)).toEqual([104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114]);
    expect(closes(run, 'five')).toEqual([104, 104, 104, 104, 104, 109, 109, 109, 109, 109, 114]);
  });

  it('a bar that lacks its end closes with the next one there is', () => {
    const run = start({ series: { five: { interval: '5m' } } });
    for (const minute of [0, 1, 2, 3, 6, 7]) tell(run.session, BTC, minute, 100 + minute);
    expect(run.seen.map(({ close }) => close)).toEqual([106, 107]);
    expect(closes(run, 'five')).toEqual([103, 103]);
  });

  it('judges nothing before the series and its indicators are warm', () => {
    const indicators = { average: request(sma, { period: 3 }, 'five'), own: request(sma, { period: 2 }) };
    const run = start({ series: { five: { interval: '5m' } }, indicators, warmUp: 1 });
    for (let minute = 0; minute < 21; minute++) tell(run.session, BTC, minute, 100 + minute);
    expect(run.seen[0]).toEqual({
      close: 114,
      series: { five: { openTimeMs: START_MS + 10 * MINUTE_MS, close: 114 } },
      indicators: { average: 109, own: 113.5 },
    });
    expect(run.seen.at(-1)?.indicators).toEqual({ average: 114, own: 119.5 });
  });

  it('waits as long as the series asks', () => {
    const run = start({ series: { five: { interval: '5m', warmUp: 2 } } });
    for (let minute = 0; minute < 16; minute++) tell(run.session, BTC, minute, 100 + minute);
    expect(run.seen.map(({ close }) => close)).toEqual([114, 115]);
  });
});

describe('another symbol (SPEC 2.6)', () => {
  const OTHER = { series: { other: { symbol: 'ETH/USDT' } } };

  it('is seen up to the same close, whoever is told first', () => {
    const [before, after] = [start(OTHER), start(OTHER)];
    for (let minute = 0; minute < 3; minute++) {
      tell(before.session, ETH, minute, 10 + minute);
      tell(before.session, BTC, minute, 100 + minute);
      tell(after.session, BTC, minute, 100 + minute);
      expect(after.seen).toHaveLength(minute);
      tell(after.session, ETH, minute, 10 + minute);
    }
    expect(closes(before, 'other')).toEqual([10, 11, 12]);
    expect(after.seen).toEqual(before.seen);
  });

  it('a gap is waited for until the clock says that nothing comes', () => {
    const run = start(OTHER);
    tell(run.session, ETH, 0, 10);
    tell(run.session, BTC, 0, 100);
    tell(run.session, BTC, 1, 101);
    expect(run.seen).toHaveLength(1);
    tellTime(run.session, 1);
    expect(run.seen).toHaveLength(1);
    tellTime(run.session, 2);
    expect(closes(run, 'other')).toEqual([10, 10]);
  });

  it('without a word of the clock the own next bar ends the waiting; what closed later is not seen', () => {
    const run = start(OTHER);
    tell(run.session, ETH, 0, 10);
    tell(run.session, BTC, 0, 100);
    tell(run.session, BTC, 1, 101);
    tell(run.session, ETH, 2, 12);
    tell(run.session, BTC, 2, 102);
    expect(closes(run, 'other')).toEqual([10, 10, 12]);
    expect(run.seen.map(({ close }) => close)).toEqual([100, 101, 102]);
  });

  it('a bar that closes after the own one is held back', () => {
    const run = start(OTHER);
    tell(run.session, ETH, 0, 10);
    tell(run.session, ETH, 1, 11);
    tell(run.session, ETH, 2, 12);
    for (const minute of [0, 1, 2]) tell(run.session, BTC, minute, 100);
    expect(closes(run, 'other')).toEqual([10, 11, 12]);
  });

  it('of a longer interval closes with its last minute, or with the clock', () => {
    const run = start({ series: { other: { symbol: 'ETH-USDT', interval: '5m' } } });
    for (let minute = 0; minute < 12; minute++) {
      tell(run.session, BTC, minute, 100 + minute);
      if (minute !== 9) tell(run.session, ETH, minute, 10 + minute);
      tellTime(run.session, minute + 1);
    }
    expect(run.seen.map(({ close }) => close)).toEqual([104, 105, 106, 107, 108, 109, 110, 111]);
    expect(closes(run, 'other')).toEqual([14, 14, 14, 14, 14, 18, 18, 18]);
  });

  it('bars that close before the history is there wait with the own ones', () => {
    const watching = onlooker(OTHER);
    const session = new EngineSession({ findStrategy: watching.findStrategy });
    session.command({ kind: 'addBot', config: CONFIG });
    session.command({ kind: 'startBot', botId: 'bot' });
    tell(session, ETH, 3, 13);
    tell(session, BTC, 3, 103);
    const past = [0, 1, 2].map((minute) => ({
      openTimeMs: START_MS + minute * MINUTE_MS,
      open: 9,
      high: 9,
      low: 9,
      close: 9,
      volume: 1,
    }));
    const further = { other: { bars: candleColumnsOf(past), minutes: NO_BARS } };
    session.engine.offer({ kind: 'history', botId: 'bot', bars: candleColumnsOf(past), minutes: NO_BARS, further });
    expect(watching.seen).toEqual([
      { close: 103, series: { other: { openTimeMs: START_MS + 3 * MINUTE_MS, close: 13 } }, indicators: {} },
    ]);
  });
});

describe('the past of a longer interval', () => {
  it('comes as bars of its own, and the own bars since make the next one', () => {
    const watching = onlooker({ series: { five: { interval: '5m' } } });
    const session = new EngineSession({ findStrategy: watching.findStrategy });
    session.command({ kind: 'addBot', config: CONFIG });
    session.command({ kind: 'startBot', botId: 'bot' });
    const bar = (minute: number, close: number) => ({
      openTimeMs: START_MS + minute * MINUTE_MS,
      open: close,
      high: close,
      low: close,
      close,
      volume: 1,
    });
    const bars = candleColumnsOf([3, 4, 5, 6, 7].map((minute) => bar(minute, 100 + minute)));
    const further = { five: { bars: candleColumnsOf([bar(0, 50)]), minutes: NO_BARS } };
    session.engine.offer({ kind: 'history', botId: 'bot', bars, minutes: NO_BARS, further });
    for (const minute of [8, 9]) tell(session, BTC, minute, 100 + minute);
    expect(watching.seen.map(({ series }) => series.five)).toEqual([
      { openTimeMs: START_MS, close: 50 },
      { openTimeMs: START_MS + 5 * MINUTE_MS, close: 109 },
    ]);
  });
});

describe('series that cannot be had', () => {
  const refusalOf = (options: OnlookerOptions, interval: BotConfig['interval'] = '15m'): string | null => {
    const session = new EngineSession({ findStrategy: onlooker(options).findStrategy });
    return session.command({ kind: 'addBot', config: { ...CONFIG, interval } });
  };

  it('are refused with the bot', () => {
    expect(refusalOf({ series: { short: { interval: '5m' } } })).toBe(
      "series short of onlooker is 5m, expected the bot's 15m or a whole multiple of it",
    );
    expect(refusalOf({ series: { other: { symbol: 'DOGE-USDT' } } })).toBe(
      'series other of onlooker is of test:DOGE-USDT, expected an instrument of this market',
    );
    const indicators = { average: request(sma, {}, 'missing') };
    expect(refusalOf({ series: {}, indicators })).toBe(
      'indicator average of onlooker is on series "missing", expected one that was declared',
    );
    expect(refusalOf({ series: { hour: { interval: '1h' }, other: { symbol: 'ETH-USDT' } } })).toBeNull();
  });
});
