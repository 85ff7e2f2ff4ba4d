import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../../src-main/engine/facts.ts';
import { logFacts } from '../../../../src-main/monitoring/log-facts.ts';

type Written = { readonly level: string; readonly message: string; readonly fields: unknown };

function written(facts: readonly Fact[]): readonly Written[] {
  const lines: Written[] = [];
  const take = (level: string) => (message: string, fields?: unknown) => void lines.push({ level, message, fields });
  const listen = logFacts({ debug: take('debug'), info: take('info'), warn: take('warn'), error: take('error') });
  for (const [index, fact] of facts.entries()) listen({ sequence: index + 1, fact });
  return lines;
}

const refused = (timeMs: number, rule = 'maxPosition'): Fact => ({
  ...{ kind: 'refused', botId: 'b1', rule, limit: '1 USDT', actual: '2 USDT', timeMs },
});

describe('facts in the log', () => {
  it('says what a trader must find again, with its area and how grave it is', () => {
    expect(
      written([
        { kind: 'halted', reason: 'by hand', timeMs: 1 },
        { kind: 'released', reason: 'safe', timeMs: 2 },
        refused(3),
        { kind: 'botRemoved', botId: 'b1', timeMs: 4 },
      ]),
    ).toEqual([
      { level: 'error', message: 'trading halted', fields: { area: 'risk', reason: 'by hand' } },
      { level: 'info', message: 'the halt was released', fields: { area: 'risk', reason: 'safe' } },
      {
        level: 'warn',
        message: 'order refused by maxPosition',
        fields: { area: 'risk', botId: 'b1', rule: 'maxPosition', limit: '1 USDT', actual: '2 USDT' },
      },
      { level: 'info', message: 'bot removed', fields: { area: 'bots', botId: 'b1' } },
    ]);
  });

  it('an order is a line once something came of it, graver when it was refused or lost', () => {
    const order = {
      ...({ clientOrderId: 'o', accountId: 'paper', botId: 'b', instrumentId: 'demo:BTC-USDT', side: 'buy' } as const),
      ...({
        type: { kind: 'market' },
        size: { kind: 'base', quantity: 1n as never },
        purpose: 'entry',
        tag: '',
      } as const),
      ...{ reduceOnly: false, closesOpposite: false, createdMs: 0 },
    };
    const states = ['intent', 'sent', 'working', 'unknown', 'refused', 'filled'] as const;
    const facts = states.map((state): Fact => ({ kind: 'order', order, state, reason: '', timeMs: 1 }));
    expect(written(facts).map(({ level, message }) => `${level} ${message}`)).toEqual([
      'info order working',
      'warn order unknown',
      'warn order refused',
      'info order filled',
    ]);
  });

  it('has no line for what comes with every price', () => {
    const price: Fact = { kind: 'price', instrumentId: 'demo:BTC-USDT', price: 1, timeMs: 1 };
    expect(written([price, { kind: 'decision', botId: 'b', timeMs: 1, score: 1, parts: [], action: 'hold' }])).toEqual(
      [],
    );
  });

  it('says once a minute what is refused at every bar', () => {
    const lines = written([refused(0), refused(1000), refused(2000, 'cooldown'), refused(59_999), refused(60_000)]);
    expect(lines.map(({ message }) => message)).toEqual([
      'order refused by maxPosition',
      'order refused by cooldown',
      'order refused by maxPosition',
    ]);
  });
});
