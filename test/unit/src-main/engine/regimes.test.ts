import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { HOLD } from '../../../../src-main/engine/strategies/intent.ts';
import { defineStrategy } from '../../../../src-main/engine/strategies/strategy.ts';
import type { BotConfig } from '../../../../src-main/model/bot.ts';
import { candleColumnsOf } from '../../../../src-main/model/candle.ts';
import type { Regime, RegimeRules } from '../../../../src-main/model/regime.ts';
import { REGIMES } from '../../../../src-main/model/regime.ts';
import { EngineSession, MINUTE_MS, NO_BARS, START_MS, scriptedBot } from '../../../fakes/engine-session.ts';
import { enter, exit, startIntents } from '../../../fakes/intent-script.ts';
import { regimeByClose } from '../../../fakes/scripted-regime.ts';

vi.mock('../../../../src-main/engine/strategies/registry.ts', () => import('../../../fakes/scripted-registry.ts'));

const CALM: RegimeRules = { allowed: ['range', 'trendUp', 'trendDown'], sizeFactors: {} };

function session(warmUp = 0): EngineSession {
  return new EngineSession({ regimeModel: regimeByClose(warmUp) });
}

const regimeFacts = (of: EngineSession) => of.of('regime').map(({ regime, sinceMs }) => [regime, sinceMs - START_MS]);
const regimeNow = (of: EngineSession) => of.engine.snapshot().bots[0]?.regime;

/** Notes the regime at each bar it judges. */
function noting(seen: (Regime | null)[], readsRegime = true) {
  return defineStrategy({
    id: 'noting',
    title: 'Noting',
    description: 'For tests',
    params: z.strictObject({}),
    indicators: () => ({}),
    warmUp: () => 0,
    readsRegime,
    create: (_params, { regime }) => ({
      decide() {
        seen.push(regime.current);
        return HOLD;
      },
    }),
  });
}

describe('the regime of a bot (SPEC 17.1, 17.5)', () => {
  it('is known at the close it begins with, and told as a fact when it changes', () => {
    const engine = session();
    startIntents(engine, [], { regimes: CALM });
    for (const price of [100, 100, 250, 250, 30]) engine.flat(price);
    expect(regimeFacts(engine)).toEqual([
      ['range', MINUTE_MS],
      ['trendUp', 3 * MINUTE_MS],
      ['trendDown', 5 * MINUTE_MS],
    ]);
    expect(regimeNow(engine)).toEqual({ regime: 'trendDown', sinceMs: START_MS + 5 * MINUTE_MS });
  });

  it('is that of the past it was given, and gone when it stops', () => {
    const engine = session();
    const config = scriptedBot('', { regimes: CALM });
    engine.command({ kind: 'addBot', config });
    engine.command({ kind: 'startBot', botId: 'bot' });
    const row = (minute: number, close: number) => ({
      openTimeMs: START_MS - minute * MINUTE_MS,
      open: close,
      high: close,
      low: close,
      close,
      volume: 1,
    });
    const bars = candleColumnsOf([row(3, 100), row(2, 600), row(1, 600)]);
    engine.engine.offer({ kind: 'history', botId: 'bot', bars, minutes: NO_BARS });
    expect(regimeFacts(engine)).toEqual([['highVolatility', -MINUTE_MS]]);
    expect(regimeNow(engine)?.regime).toBe('highVolatility');
    engine.command({ kind: 'stopBot', botId: 'bot' });
    expect(regimeNow(engine)).toBeNull();
  });

  it('is there for a strategy that reads it, which judges nothing before it is known', () => {
    const seen: (Regime | null)[] = [];
    const findStrategy = () => noting(seen);
    const engine = new EngineSession({ regimeModel: regimeByClose(2), findStrategy });
    engine.startScripted('', { strategyId: 'noting', params: {} });
    for (const price of [100, 100, 100, 250]) engine.flat(price);
    expect(seen).toEqual(['range', 'trendUp']);
  });

  it('is no part of a bot that does not ask for it: its strategy cannot read what it did not declare', () => {
    const findStrategy = () => noting([], false);
    const engine = new EngineSession({ regimeModel: regimeByClose(), findStrategy });
    engine.startScripted('', { strategyId: 'noting', params: {} });
    engine.flat(100);
    expect([engine.state(), regimeNow(engine), engine.of('regime')]).toEqual(['failed', null, []]);
    expect(engine.engine.snapshot().bots[0]?.reason).toContain('readsRegime');
  });
});

describe('entries by regime (SPEC 17.2, 17.3)', () => {
  const once = [[], [enter('long')]];

  it.each(REGIMES)('%s: refused where it is left out, with what it is, since when, and what is allowed', (left) => {
    const price = { range: 100, trendUp: 250, trendDown: 30, highVolatility: 600, crisis: 1_500 }[left];
    const allowed = REGIMES.filter((regime) => regime !== left);
    const engine = session();
    startIntents(engine, once, { regimes: { allowed, sizeFactors: {} } });
    for (let bar = 0; bar < 3; bar++) engine.flat(price);
    expect(engine.fills()).toEqual([]);
    const [refused] = engine.of('refused');
    expect(refused?.rule).toBe('regime');
    expect(refused?.actual).toMatch(/ since 2024-01-02T00:01:00.000Z$/);
    const other = session();
    startIntents(other, once, { regimes: { allowed: [left], sizeFactors: {} } });
    for (let bar = 0; bar < 3; bar++) other.flat(price);
    expect([other.fills().length, other.of('refused')]).toEqual([1, []]);
    expect(refused?.limit).toBe(`entries in ${allowed.map(words).join(', ')}`);
  });

  it('a bot whose strategy runs elsewhere enters nothing before its regime is known', () => {
    const strategyHost = { start: () => ({ onBar: () => undefined, stop: () => undefined }) };
    const engine = new EngineSession({ regimeModel: regimeByClose(2), strategyHost });
    engine.startScripted('', { regimes: { allowed: [...REGIMES], sizeFactors: {} } });
    engine.flat(100);
    engine.engine.offer({ kind: 'intents', botId: 'bot', intents: [enter('long')] });
    expect(engine.of('refused')).toMatchObject([{ rule: 'regime', actual: 'regime not known yet' }]);
    engine.flat(100);
    engine.flat(100);
    engine.engine.offer({ kind: 'intents', botId: 'bot', intents: [enter('long')] });
    engine.flat(100);
    expect(engine.fills()).toEqual(['buy 100@100 entry']);
  });

  it('what is held may be left in any', () => {
    const engine = session();
    startIntents(engine, [[enter('long')], [], [exit()]], { regimes: CALM });
    for (const price of [100, 100, 1_500, 1_500]) engine.flat(price);
    expect(engine.fills()).toEqual(['buy 100@100 entry', 'sell 100@1500 signal']);
  });

  it('what rests is taken back when one begins that is left out, and protection stays', () => {
    const engine = session();
    const risk = { sizeFraction: 0.5, stopLossFraction: 0.9, takeProfitFraction: null, leverage: 1 };
    const rests = enter('long', { limitPrice: 60, tag: 'dip', maxEntries: 2 });
    startIntents(engine, [[enter('long')], [rests]], { regimes: CALM, risk });
    engine.flat(100);
    engine.flat(100);
    engine.flat(100);
    expect(engine.open()).toEqual(['stop sell working', 'entry buy working']);
    engine.flat(600);
    expect(engine.open()).toEqual(['stop sell working']);
  });
});

describe('sizes by regime (SPEC 17.4)', () => {
  const regimes: RegimeRules = { allowed: [...REGIMES], sizeFactors: { crisis: 0.5, highVolatility: 0.25 } };
  const bought = (price: number, changes: Partial<BotConfig>, size = {}) => {
    const engine = session();
    startIntents(engine, [[enter('long', size)]], changes);
    engine.flat(price);
    engine.flat(price);
    return engine.fills();
  };

  it('a crisis halves a share of equity, an amount and a quantity', () => {
    expect(bought(1_000, { regimes })).toEqual(['buy 5@1000 entry']);
    expect(bought(1_000, { regimes }, { size: { kind: 'amount', amount: 3_000 } })).toEqual(['buy 1.5@1000 entry']);
    expect(bought(1_000, { regimes }, { size: { kind: 'quantity', quantity: 0.00003 } })).toEqual([
      'buy 0.00001@1000 entry',
    ]);
  });

  it('each regime has its own, 1 where none is named, and none without the setting', () => {
    expect(bought(500, { regimes })).toEqual(['buy 5@500 entry']);
    expect(bought(100, { regimes })).toEqual(['buy 100@100 entry']);
    expect(bought(1_000, {})).toEqual(['buy 10@1000 entry']);
  });
});

function words(regime: Regime): string {
  return regime.replace(/[A-Z]/, (letter) => ` ${letter.toLowerCase()}`);
}
