import { describe, expect, it, vi } from 'vitest';
import type { Instrument } from '../../../../src-main/model/instrument.ts';
import { moneyFromText, quantityFromText } from '../../../../src-main/model/money.ts';
import type { TradingRules } from '../../../../src-main/model/trading-rules.ts';
import { EngineSession, instrumentFor, MINUTE_MS, START_MS } from '../../../fakes/engine-session.ts';

vi.mock('../../../../src-main/engine/strategies/registry.ts', () => import('../../../fakes/scripted-registry.ts'));

const SOL = instrumentFor('SOL-USDT', { tick: '0.01', step: '0.01' });

const RULES: TradingRules = {
  status: 'trading',
  minPrice: null,
  maxPrice: null,
  minQuantity: quantityFromText('0.01'),
  maxQuantity: null,
  maxMarketQuantity: null,
  minNotional: moneyFromText('20000'),
  maxNotional: null,
  notionalOfMarketOrders: true,
  filterNames: { minNotional: 'NOTIONAL' },
};

/** A session whose market SOL-USDT comes from an exchange that tells its own minutes. */
function sessionOn(instrument: Instrument): EngineSession {
  const session = new EngineSession();
  session.paper.add(instrument);
  session.engine.offer({ kind: 'instrument', instrument, tellsCandles: true });
  return session;
}

function tellMinute(session: EngineSession, minute: number, close = 100): void {
  const openTimeMs = START_MS + minute * MINUTE_MS;
  session.clock.advanceTo(openTimeMs + MINUTE_MS);
  const candle = { openTimeMs, open: close, high: close, low: close, close, volume: 1 };
  session.engine.offer({ kind: 'candle', instrumentId: SOL.id, interval: '1m', candle });
}

const live = (session: EngineSession, state: 'live' | 'stale' | 'delayed' = 'live'): void =>
  void session.engine.offer({ kind: 'state', instrumentId: SOL.id, state, timeMs: session.clock.nowMs() });

const kinds = (session: EngineSession): string[] => session.facts.map(({ kind }) => kind);

describe('markets of exchanges in the engine', () => {
  it('an instrument that comes later can be traded; before it cannot (SPEC 12.2)', () => {
    const session = new EngineSession();
    const config = { id: 'b', name: 'b', instrumentId: SOL.id, interval: '1m', strategyId: 'scripted' } as const;
    const risk = { sizeFraction: 1, stopLossFraction: null, takeProfitFraction: null, leverage: 1 };
    const bot = { ...config, params: {}, risk };
    expect(session.command({ kind: 'addBot', config: bot })).toContain('expected one of this market');
    session.engine.offer({ kind: 'instrument', instrument: SOL, tellsCandles: true });
    expect(session.command({ kind: 'addBot', config: bot })).toBeNull();
  });

  it('told minutes are judged, trades build none beside them (SPEC 3.11)', () => {
    const session = sessionOn(SOL);
    live(session);
    session.startScripted('long', { instrumentId: SOL.id });
    const trade = { instrumentId: SOL.id, price: 99, quantity: 1, takerSide: 'buy' as const };
    session.engine.offer({ kind: 'trade', trade: { ...trade, timeMs: START_MS + 1 } });
    session.engine.offer({ kind: 'trade', trade: { ...trade, timeMs: START_MS + MINUTE_MS + 1 } });
    session.engine.offer({ kind: 'time', timeMs: START_MS + 2 * MINUTE_MS });
    expect(kinds(session)).not.toContain('order');
    tellMinute(session, 2);
    expect(session.facts.filter(({ kind }) => kind === 'order').length).toBeGreaterThan(0);
  });

  it.each(['stale', 'disconnected'] as const)('nothing is entered on %s prices, exits go out (SPEC 5.6)', (state) => {
    const session = sessionOn(SOL);
    live(session);
    session.startScripted('long exit long', { instrumentId: SOL.id });
    tellMinute(session, 0);
    session.paper.onTrade({
      ...{ instrumentId: SOL.id, price: 100, quantity: 1000, takerSide: 'buy' },
      timeMs: session.clock.nowMs(),
    });
    session.engine.offer({ kind: 'state', instrumentId: SOL.id, state, timeMs: session.clock.nowMs() });
    const before = session.facts.length;
    tellMinute(session, 1);
    expect(session.facts.slice(before).some((fact) => fact.kind === 'order' && fact.order.reduceOnly)).toBe(true);
    session.paper.onTrade({
      ...{ instrumentId: SOL.id, price: 100, quantity: 1000, takerSide: 'buy' },
      timeMs: session.clock.nowMs(),
    });
    tellMinute(session, 2);
    expect(session.facts.filter(({ kind }) => kind === 'refused')).toEqual([
      expect.objectContaining({ rule: 'marketDataAge', actual: `${state} for 120 s` }),
    ]);
  });

  it('delayed prices are told as such and may be entered on', () => {
    const session = sessionOn(SOL);
    live(session, 'delayed');
    session.startScripted('long', { instrumentId: SOL.id });
    tellMinute(session, 0);
    expect(kinds(session)).toContain('order');
  });

  it('a told market is worth nothing before its feed has said so', () => {
    const session = sessionOn(SOL);
    session.startScripted('long', { instrumentId: SOL.id });
    tellMinute(session, 0);
    expect(kinds(session)).not.toContain('order');
    expect(session.facts).toContainEqual(expect.objectContaining({ kind: 'refused', rule: 'marketDataAge' }));
  });

  it('an order below the venue’s smallest value does not leave, under the filter’s own name (SPEC 5.7)', () => {
    const session = sessionOn({ ...SOL, rules: RULES });
    live(session);
    session.startScripted('long', { instrumentId: SOL.id });
    tellMinute(session, 0);
    expect(session.facts.filter(({ kind }) => kind === 'refused')).toEqual([
      expect.objectContaining({
        rule: 'venueFilter NOTIONAL',
        limit: 'at least 20000 USDT',
        actual: '10000 USDT',
      }),
    ]);
  });

  it('rules that change while it trades are the ones that count', () => {
    const session = sessionOn(SOL);
    live(session);
    session.startScripted('long', { instrumentId: SOL.id });
    session.engine.offer({
      kind: 'instrument',
      instrument: { ...SOL, rules: { ...RULES, minNotional: null, status: 'halted' } },
      tellsCandles: true,
    });
    tellMinute(session, 0);
    expect(session.facts).toContainEqual(
      expect.objectContaining({ kind: 'refused', rule: 'venueFilter status', actual: 'halted' }),
    );
  });

  it("another venue's clock closes nothing of this one's (SPEC 2.5)", () => {
    const session = sessionOn(SOL);
    live(session);
    session.startScripted('long', { instrumentId: SOL.id, interval: '5m' });
    for (const minute of [0, 1, 2, 3]) tellMinute(session, minute);
    session.engine.offer({ kind: 'time', timeMs: START_MS + 6 * MINUTE_MS, venue: 'demo' });
    expect(kinds(session)).not.toContain('order');
    session.engine.offer({ kind: 'time', timeMs: START_MS + 6 * MINUTE_MS, venue: SOL.venue });
    expect(kinds(session)).toContain('order');
  });
});
