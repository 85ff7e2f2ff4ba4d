import { describe, expect, it, vi } from 'vitest';
import type { EngineCommand } from '../../../../src-main/engine/events.ts';
import type { Account } from '../../../../src-main/model/account.ts';
import { priceFromText, quantityFromText } from '../../../../src-main/model/money.ts';
import { BTC, ETH, scriptedBot, WHOLE } from '../../../fakes/engine-session.ts';
import { pathsOf, replaced } from '../../../fakes/hostile-calls/hostile-values.ts';
import { watchedSession } from '../../../fakes/hostile-calls/watched-session.ts';

vi.mock('../../../../src-main/engine/strategies/registry.ts', () => import('../../../fakes/scripted-registry.ts'));

const ODD = {
  number: [
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    -1,
    -0,
    0,
    5e-324,
    1e-13,
    1.5,
    125.5,
    1e21,
    1e308,
  ],
  bigint: [-1n, 0n, 1n, 10n ** 30n, -(10n ** 30n), 10n ** 400n],
  string: [
    '',
    'x',
    '__proto__',
    'paper',
    'closed',
    'test:ETH-USDT',
    'test:XXX-USDT',
    'by-hand:paper:test:BTC-USDT',
    'b',
  ],
  boolean: [true, false],
} as const;

const closed: Account = {
  id: 'closed',
  name: 'C',
  group: 'live',
  venue: 'test',
  quoteAsset: 'USDT',
  startingCapital: 0n as never,
};
const order = {
  accountId: 'paper',
  instrumentId: BTC.id,
  side: 'buy',
  stopLoss: priceFromText('90'),
  target: priceFromText('120'),
} as const;
const quantity = { kind: 'quantity', quantity: quantityFromText('1') } as const;

/** One of each kind, that makes sense in a session with a bot `b` that holds. */
const COMMANDS: readonly EngineCommand[] = [
  {
    kind: 'addBot',
    config: scriptedBot('long', { id: 'other', risk: { ...WHOLE, maxBars: 3, trailingFraction: 0.1 } }),
  },
  { kind: 'addBot', config: scriptedBot('long', { id: 'b' }) },
  { kind: 'removeBot', botId: 'b' },
  { kind: 'startBot', botId: 'b' },
  { kind: 'stopBot', botId: 'b' },
  { kind: 'closePositions', purpose: 'flatten', botId: 'b' },
  { kind: 'leaveUniverse', botId: 'b', close: true },
  { kind: 'release', reason: 'over' },
  { kind: 'restrict', group: 'paper', mode: 'reduceOnly', reason: 'news' },
  { kind: 'releaseMode', group: 'paper', reason: 'over' },
  { kind: 'placeOrder', order: { ...order, type: { kind: 'market' }, size: quantity } },
  {
    kind: 'placeOrder',
    order: { ...order, type: { kind: 'limit', price: priceFromText('99') }, size: { kind: 'equity', share: 0.05 } },
  },
  {
    kind: 'placeOrder',
    order: { ...order, type: { kind: 'stop', trigger: priceFromText('101') }, size: { kind: 'risk', share: 0.001 } },
  },
  { kind: 'cancelOrder', clientOrderId: 'o-1' },
  { kind: 'moveProtection', botId: 'b', purpose: 'stop', price: 95 },
  { kind: 'openAccount', account: closed },
  { kind: 'closeAccount', accountId: 'closed' },
  { kind: 'decideFinding', accountId: 'closed', key: 'balance:BTC', choice: 'adopt', botId: 'b' },
];

describe('commands with values that no form lets through (SPEC 5.8, 8.6)', () => {
  it.each(COMMANDS.map((command, index) => [index, command.kind, command] as const))(
    '%d: %s: refused in words or done, nothing beyond a limit, and the engine goes on',
    (_index, _kind, command) => {
      const { session, beyond } = watchedSession();
      for (const instrument of [BTC, ETH]) session.bar([100, 100, 100, 100], instrument, session.clock.nowMs());
      session.startScripted('long', {
        id: 'b',
        risk: { sizeFraction: 0.05, stopLossFraction: 0.1, takeProfitFraction: null, leverage: 1 },
      });
      session.flat(100);
      session.flat(100);
      for (const path of pathsOf(command).filter((parts) => parts.length > 0 && parts.at(-1) !== 'kind')) {
        const before = path.reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], command);
        for (const value of ODD[typeof before as keyof typeof ODD] ?? []) {
          const told = `${path.join('.')} = ${String(value).slice(0, 40)}`;
          const refusal = session.command(replaced(command, path, value) as EngineCommand);
          expect(refusal, told).not.toBe('');
          expect(session.engine.snapshot().halt, told).toBeNull();
        }
        session.flat(100);
        expect(session.engine.snapshot().halt, path.join('.')).toBeNull();
      }
      expect(beyond).toEqual([]);
    },
  );
});
