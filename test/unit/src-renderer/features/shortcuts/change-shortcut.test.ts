import { describe, expect, it } from 'vitest';
import type { Command } from '../../../../../src-renderer/commands/index.ts';
import { binderOf, shortcutRows } from '../../../../../src-renderer/features/shortcuts/change-shortcut.ts';

const command = (id: string, part: Partial<Command> = {}): Command => ({
  id,
  group: 'window',
  text: `Text of ${id}`,
  run: () => undefined,
  ...part,
});
const stop = command('trading.stop', { shortcut: 'Mod+Shift+X', keepsShortcut: true });
const chart = command('page.chart', { shortcut: 'Mod+2' });
const COMMANDS = [stop, chart];

describe('changing a shortcut', () => {
  it('is refused in words that name the other command', () => {
    const refused = binderOf(COMMANDS, {}).give(chart, 'Mod+Shift+X');
    expect(refused).toBe('Ctrl+Shift+X belongs to “Text of trading.stop”. Change that one first.');
    expect(binderOf(COMMANDS, {}).give(chart, 'Mod+V')).toMatch(/^Ctrl\+V is needed/);
    expect(binderOf(COMMANDS, {}).give(stop, 'S')).toMatch(/^S cannot be used here/);
  });

  it('back to the default is refused while another command has it', () => {
    const changes = { 'page.chart': null, 'trading.stop': 'Mod+2' };
    expect(binderOf(COMMANDS, changes).reset(chart)).toMatch(/^Ctrl\+2 belongs to/);
  });

  it('shows what each command has and whether that was changed', () => {
    expect(shortcutRows(COMMANDS, { 'page.chart': null })).toEqual([
      { command: stop, shortcut: 'Mod+Shift+X', isChanged: false },
      { command: chart, shortcut: undefined, isChanged: true },
    ]);
  });
});
