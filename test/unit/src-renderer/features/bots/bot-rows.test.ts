import { describe, expect, it } from 'vitest';
import { withTrade } from '../../../../../src-renderer/features/bots/bot-results.ts';
import { type BotRow, countTiers, filtered, rowsOf } from '../../../../../src-renderer/features/bots/bot-rows.ts';
import { readBotsView } from '../../../../../src-renderer/features/bots/bots-view-store.ts';
import { sparklinePath } from '../../../../../src-renderer/features/bots/sparkline-path.ts';
import { botView } from '../../replica/views.ts';

const rowsFrom = (before: ReadonlyMap<string, BotRow> = new Map(), a = botA) =>
  rowsOf([a, botB], { results: { a: profits }, isTradingHalted: false, before });

const profits = [1, 2];
const botA = botView('a', { state: 'running' });
const botB = botView('b');

describe('rows of bots', () => {
  it('what did not change stays the same object', () => {
    const first = rowsFrom();
    const before = new Map(first.map((row) => [row.bot.config.id, row]));
    const next = rowsFrom(before, { ...botA, profit: '3' });
    expect(next[0]).not.toBe(first[0]);
    expect(next[1]).toBe(first[1]);
  });

  it('are filtered by every word and by any of the tiers', () => {
    const rows = rowsFrom();
    const ids = (words: string, tiers: Parameters<typeof filtered>[1]['tiers'] = []) =>
      filtered(rows, { words, tiers }).map(({ bot }) => bot.config.id);
    expect(ids('')).toEqual(['a', 'b']);
    expect(ids('btc running')).toEqual(['a']);
    expect(ids('btc eth')).toEqual([]);
    expect(ids('', ['idle', 'halted'])).toEqual(['b']);
    expect(countTiers(rows)).toEqual({ hot: 0, earning: 1, idle: 1, losing: 0, halted: 0 });
  });

  it('a trade is added to the results of its bot, the oldest beyond 40 goes', () => {
    const many = { a: Array.from({ length: 40 }, (_, index) => index) };
    const next = withTrade(many, { botId: 'a', profit: '-1.5' });
    expect([next.a?.length, next.a?.[0], next.a?.at(-1)]).toEqual([40, 1, -1.5]);
    expect(withTrade({}, { botId: 'b', profit: '2' })).toEqual({ b: [2] });
  });
});

describe('the sparkline', () => {
  it('runs from zero over each sum, highest at the top', () => {
    expect(sparklinePath([10, -5], 20, 10)).toBe('M0.0 10.0L10.0 0.0L20.0 5.0');
    expect(sparklinePath([0], 20, 10)).toBe('M0.0 5.0L20.0 5.0');
    expect(sparklinePath([], 20, 10)).toBe('');
  });
});

describe('what is kept of how the grid is looked at', () => {
  it('comes back; what does not fit is left out', () => {
    const view = {
      filter: { words: 'x', tiers: ['hot'] },
      sort: { columnId: 'name', direction: 'desc' },
      isLarge: true,
    };
    expect(readBotsView(JSON.stringify(view))).toEqual(view);
    const plain = { filter: { words: '', tiers: [] }, sort: null, isLarge: false };
    expect(readBotsView('{"filter":{"words":7,"tiers":["gone"]},"sort":{"columnId":1}}')).toEqual(plain);
    expect(readBotsView('{')).toEqual(plain);
    expect(readBotsView(null)).toEqual(plain);
  });
});
