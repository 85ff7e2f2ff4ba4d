import { describe, expect, it } from 'vitest';
import type { Command, CommandGroup } from '../../../../../src-renderer/commands/index.ts';
import { paletteRows } from '../../../../../src-renderer/features/palette/palette-rows.ts';

const command = (id: string, group: CommandGroup, text = id): Command => ({ id, group, text, run: () => undefined });

const COMMANDS = [
  command('help.shortcuts', 'help', 'Keyboard shortcuts'),
  ...Array.from({ length: 1200 }, (_, at) => command(`symbol.${at}`, 'symbols', `Chart of COIN${at}-USDT`)),
  command('trading.stopEverything', 'trading', 'Stop everything'),
  command('page.data', 'pages', 'Open Data'),
];
const ids = (query: string, recent: readonly string[] = []) =>
  paletteRows(COMMANDS, { query, recent }).rows.map(({ id }) => id);

describe('rows of the palette', () => {
  it('without a query: what was run lately, then by kind; the rest is counted', () => {
    const { rows, hidden } = paletteRows(COMMANDS, { query: ' ', recent: ['help.shortcuts', 'gone'] });
    expect(rows.slice(0, 3).map(({ id }) => id)).toEqual(['help.shortcuts', 'trading.stopEverything', 'page.data']);
    expect(rows.length + hidden).toBe(COMMANDS.length);
    expect(rows.length).toBe(50);
  });

  it('with one: the best of all, whatever their kind', () => {
    expect(ids('coin1199')).toEqual(['symbol.1199']);
    expect(ids('stop')[0]).toBe('trading.stopEverything');
    expect(ids('page data')[0]).toBe('page.data');
    expect(ids('no such thing')).toEqual([]);
  });
});
