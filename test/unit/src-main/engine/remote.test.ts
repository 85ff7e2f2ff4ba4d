import { describe, expect, it, vi } from 'vitest';
import type { PositionSnapshot, StrategyHost } from '../../../../src-main/engine/ports/strategy-host.ts';
import type { Candle } from '../../../../src-main/model/candle.ts';
import { BTC, EngineSession, scriptedBot } from '../../../fakes/engine-session.ts';

vi.mock('../../../../src-main/engine/strategies/registry.ts', () => import('../../../fakes/scripted-registry.ts'));

/** A host that only listens: what it would answer the test says. */
function listeningHost(): StrategyHost & { readonly heard: [Candle, PositionSnapshot][]; stopped: number } {
  const host = {
    heard: [] as [Candle, PositionSnapshot][],
    stopped: 0,
    start: () => ({
      onBar: (candle: Candle, position: PositionSnapshot) => void host.heard.push([candle, position]),
      stop: () => void host.stopped++,
    }),
  };
  return host;
}

function startedSession(strategyHost: StrategyHost): EngineSession {
  const session = new EngineSession({ strategyHost, explain: true });
  session.startScripted('long long long');
  return session;
}

describe('a strategy that runs elsewhere', () => {
  it('is told each closed bar with its own position, and trades when it answers', () => {
    const host = listeningHost();
    const session = startedSession(host);
    session.bar([100, 101, 99, 100]);
    expect(host.heard).toHaveLength(1);
    expect(host.heard[0]?.[0]).toMatchObject({ open: 100, high: 101, low: 99, close: 100 });
    expect(host.heard[0]?.[1]).toMatchObject({ side: 'flat', quantity: 0, entries: 0 });
    expect(session.fills()).toEqual([]);
    session.engine.offer({ kind: 'intents', botId: 'bot', intents: [{ kind: 'enter', side: 'long' }] });
    session.flat(100);
    expect(session.fills()).toEqual(['buy 100@100 entry']);
    expect(host.heard[1]?.[1]).toMatchObject({
      side: 'long',
      quantity: 100,
      averagePrice: 100,
      entries: 1,
      barsHeld: 1,
    });
    expect(session.of('decision').map(({ action }) => action)).toEqual(['buy']);
  });

  it('fails its own bot alone, with its line, and is not heard any more', () => {
    const host = listeningHost();
    const session = startedSession(host);
    session.engine.offer({ kind: 'strategyFailed', botId: 'bot', reason: 'line 7: boom' });
    expect(session.state()).toBe('failed');
    expect(session.engine.snapshot().bots[0]?.reason).toBe('line 7: boom');
    expect(host.stopped).toBe(1);
    session.engine.offer({ kind: 'intents', botId: 'bot', intents: [{ kind: 'enter', side: 'long' }] });
    session.flat(100);
    expect(session.fills()).toEqual([]);
    expect(session.engine.snapshot().halt).toBeNull();
  });

  it('ends with its bot: what it answers late is not done', () => {
    const host = listeningHost();
    const session = startedSession(host);
    session.command({ kind: 'stopBot', botId: 'bot' });
    expect(host.stopped).toBe(1);
    session.engine.offer({ kind: 'intents', botId: 'bot', intents: [{ kind: 'enter', side: 'long' }] });
    session.flat(100);
    expect(session.fills()).toEqual([]);
  });

  it('is not asked for a strategy of the engine itself', () => {
    const session = startedSession({ start: () => null });
    session.flat(100);
    session.flat(100);
    expect(session.fills()).toEqual(['buy 100@100 entry']);
  });
});

describe('an intent that makes no sense (SPEC 9.1)', () => {
  it.each([
    [{ kind: 'enter', side: 'long', limitPrice: Number.NaN }, 'limitPrice is NaN, expected a number above 0'],
    [
      { kind: 'enter', side: 'long', postOnly: true, limitPrice: 1, stopPrice: 2 },
      'postOnly is true, expected a limitPrice and no stopPrice beside it, not 1 and 2',
    ],
    [{ kind: 'enter', side: 'long', size: { kind: 'amount', amount: -5 } }, 'size.amount is -5'],
    [{ kind: 'enter', side: 'long', maxEntries: 0.5 }, 'maxEntries is 0.5, expected a whole number'],
    [{ kind: 'enter', side: 'short', bracket: { stopLoss: { fraction: 0 } } }, 'stopLoss.fraction is 0'],
    [{ kind: 'exit', share: 2 }, 'share is 2, expected above 0 and at most 1'],
    [{ kind: 'exit', stopPrice: Number.POSITIVE_INFINITY }, 'stopPrice is Infinity'],
    [{ kind: 'protect', bracket: { maxBars: 0 } }, 'maxBars is 0'],
  ] as const)('%j fails the bot and nothing else', (intent, reason) => {
    const session = startedSession(listeningHost());
    session.command({ kind: 'addBot', config: scriptedBot('hold', { id: 'other', instrumentId: BTC.id }) });
    session.engine.offer({ kind: 'intents', botId: 'bot', intents: [intent] });
    expect(session.state()).toBe('failed');
    expect(session.engine.snapshot().bots[0]?.reason).toContain(reason);
    expect(session.engine.snapshot().halt).toBeNull();
    expect(session.state('other')).toBe('stopped');
  });
});
