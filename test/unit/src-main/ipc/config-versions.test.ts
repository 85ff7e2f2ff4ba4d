import { describe, expect, it } from 'vitest';
import { versionsOf } from '../../../../src-main/ipc/config-versions.ts';
import type { BotConfig } from '../../../../src-main/model/bot.ts';

const config = (name: string): BotConfig => ({
  id: 'a',
  name,
  instrumentId: 'demo:BTC-USDT',
  interval: '1m',
  strategyId: 'grid',
  params: {},
  risk: { sizeFraction: 0.1, stopLossFraction: null, takeProfitFraction: null, leverage: 1 },
});
const row = (name: string, timeMs: number) => ({ config: config(name), timeMs, event: 'saved' as const });
const audit = (timeMs: number, part: { id?: string; action?: string; result?: string } = {}) => ({
  timeMs,
  action: part.action ?? 'bots.save',
  detail: { input: { id: part.id ?? 'a' }, result: part.result ?? 'ok' },
});

describe('versionsOf', () => {
  it('a row of the same settings, such as a start, is no version', () => {
    const rows = [row('one', 1), row('one', 2), row('two', 3), row('one', 4)];
    const removed = { ...row('one', 5), event: 'removed' as const };
    const versions = versionsOf([...rows, removed], []);
    expect(versions.map(({ config: { name }, timeMs }) => [name, timeMs])).toEqual([
      ['one', 1],
      ['two', 3],
      ['one', 4],
    ]);
  });

  it('is by a person where the audit has a save of this bot that was answered before the next version', () => {
    const rows = [row('one', 10), row('two', 20), row('three', 30)];
    const told = [audit(9), audit(11, { id: 'b' }), audit(12, { action: 'bots.start' }), audit(13, { result: 'bug' })];
    expect(versionsOf(rows, [...told, audit(21)]).map(({ by }) => by)).toEqual([null, 'person', null]);
  });
});

describe('a bot that came from paper', () => {
  it('says from which, and what was overridden, in its first version alone', () => {
    const overrides = [{ check: 'parity', reason: 'compared by hand' }];
    const detail = { newBotId: 'a', botId: 'p', fromName: 'On paper', overrides };
    const versions = versionsOf([row('one', 1), row('two', 5)], [{ timeMs: 1, action: 'promotion.promote', detail }]);
    expect(versions.map(({ by, promotion }) => [by, promotion])).toEqual([
      ['person', { botId: 'p', name: 'On paper', overrides }],
      [null, null],
    ]);
  });
});
