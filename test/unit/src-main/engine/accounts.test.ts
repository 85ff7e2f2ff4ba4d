import { describe, expect, it, vi } from 'vitest';
import type { Account } from '../../../../src-main/model/account.ts';
import { paperAccount } from '../../../../src-main/model/account.ts';
import { moneyFromText } from '../../../../src-main/model/money.ts';
import type { SessionOptions } from '../../../fakes/engine-session.ts';
import { EngineSession, ETH, NO_LIMITS, scriptedBot } from '../../../fakes/engine-session.ts';
import { emptyDisk, MemoryJournal } from '../../../fakes/memory-journal.ts';

vi.mock('../../../../src-main/engine/strategies/registry.ts', () => import('../../../fakes/scripted-registry.ts'));

const other: Account = {
  id: 'other',
  name: 'Other',
  group: 'paper',
  venue: null,
  quoteAsset: 'USDT',
  startingCapital: moneyFromText('500'),
};
const elsewhere: Account = { ...other, id: 'elsewhere', group: 'live', venue: 'binance' };
const inEuro: Account = { ...other, id: 'euro', quoteAsset: 'EUR' };
const ACCOUNTS = [paperAccount('USDT', moneyFromText('10000')), other, elsewhere, inEuro] as const;

function openSession(options: SessionOptions = {}): EngineSession {
  return new EngineSession({ accounts: ACCOUNTS, ...options });
}

describe('several accounts in one engine (SPEC 15)', () => {
  it('what one buys is paid by it alone, and sized by its own equity', () => {
    const session = openSession();
    session.startScripted('long');
    session.startScripted('long', { id: 'second', accountId: 'other' });
    session.flat(100);
    session.flat(100);
    expect(session.of('fill').map(({ fill, cash }) => [fill.botId, fill.accountId, cash])).toEqual([
      ['bot', 'paper', 0n],
      ['second', 'other', 0n],
    ]);
    expect([session.position('bot'), session.position('second')]).toEqual(['100', '5']);
    session.flat(110);
    expect(session.engine.equity()).toBe(moneyFromText('11000'));
    expect(session.engine.equity('other')).toBe(moneyFromText('550'));
    expect(session.engine.equity('euro')).toBe(moneyFromText('500'));
    expect(() => session.engine.equity('none')).toThrow(/account is "none"/);
  });

  it('what one has bound is not taken off the other', () => {
    const session = openSession();
    session.startScripted('long@50', { id: 'second', accountId: 'other' });
    session.startScripted('hold long');
    session.flat(100);
    expect(session.open()).toEqual(['entry buy working']);
    session.flat(100);
    session.flat(100);
    expect(session.of('refused')).toEqual([]);
    expect(session.position()).toBe('100');
  });

  it('a day loss of one stops its own entries and not those of the other', () => {
    const session = openSession({ accountRisk: { ...NO_LIMITS, maxDailyLossFraction: 0.1 } });
    session.startScripted('long hold exit hold long');
    session.startScripted('hold hold hold hold hold long', { id: 'second', accountId: 'other' });
    for (const price of [100, 100, 80, 80, 80, 80, 80, 80]) session.flat(price);
    expect(session.of('refused').map(({ botId, rule }) => [botId, rule])).toEqual([['bot', 'dailyLoss']]);
    expect(session.position('second')).toBe('6.25');
  });

  it.each([
    ['none', 'account is "none", expected one that exists'],
    ['euro', 'test:BTC-USDT is quoted in USDT, the account euro in EUR'],
    ['elsewhere', 'test:BTC-USDT is traded on test, the account elsewhere on binance'],
  ])('a bot is not added to %s', (accountId, reason) => {
    const session = openSession();
    expect(session.command({ kind: 'addBot', config: scriptedBot('', { accountId }) })).toBe(reason);
  });

  it('each finds its own money and day again after a restart', () => {
    const disk = emptyDisk();
    const first = openSession({ journal: new MemoryJournal(disk) });
    first.startScripted('long');
    first.startScripted('long hold exit', { id: 'second', accountId: 'other', instrumentId: ETH.id });
    first.bar([100, 100, 100, 100]);
    first.bar([100, 100, 100, 100], ETH);
    first.bar([100, 100, 100, 100]);
    for (const price of [10, 12, 12]) first.bar([price, price, price, price], ETH);
    const again = openSession({ journal: new MemoryJournal(disk), idPrefix: 'again' });
    for (const { id } of ACCOUNTS) {
      expect(again.cash(id)).toBe(first.cash(id));
      expect(again.account(id).day).toEqual(first.account(id).day);
    }
    expect(again.cash('paper')).toBe('0');
    expect(again.cash('other')).not.toBe('500');
  });

  it('a fill of an account that is not there any more is left out, and said', () => {
    const disk = emptyDisk();
    const first = openSession({ journal: new MemoryJournal(disk) });
    first.startScripted('long', { accountId: 'other' });
    first.flat(100);
    first.flat(100);
    const again = openSession({ journal: new MemoryJournal(disk), accounts: [ACCOUNTS[0]] });
    expect(again.cash()).toBe('10000');
    expect(again.log.lines.some((line) => line.includes('a fill names an unknown account'))).toBe(true);
  });

  it('a bot changes its account with nothing held and nothing ordered, and what it earned stays where it was', () => {
    const session = openSession();
    const config = session.startScripted('long exit');
    session.flat(100);
    session.flat(100);
    session.command({ kind: 'stopBot', botId: 'bot' });
    const moved = { ...config, accountId: 'other', params: { script: 'long' } };
    expect(session.command({ kind: 'addBot', config: moved })).toMatch(
      /holds a position .* before changing the account/,
    );
    session.flat(110);
    session.flat(110);
    expect(session.position()).toBe('0');
    expect(session.command({ kind: 'addBot', config: moved })).toBeNull();
    expect(session.cash('paper')).toBe('11000');
    expect(session.engine.snapshot().bots[0]?.realised).toBe(0n);
    expect(session.command({ kind: 'addBot', config })).toBeNull();
    expect(session.engine.snapshot().bots[0]?.realised).toBe(moneyFromText('1000'));
  });
});
