import { describe, expect, it } from 'vitest';
import { shortcutsSchema } from '../../../../src-main/config/shortcut-settings.ts';
import { ALL_COMMANDS } from '../../../../src-renderer/all-commands.ts';
import type { CommandContext } from '../../../../src-renderer/commands/index.ts';
import { bindingsOf, provideCommands } from '../../../../src-renderer/commands/index.ts';
import { isReserved } from '../../../../src-renderer/commands/shortcut.ts';
import { fromSnapshot } from '../../../../src-renderer/replica/replica-state.ts';
import { botView, snapshot } from '../replica/views.ts';

const commands = ALL_COMMANDS.flatMap((feature) => feature.commands);
const sources = ALL_COMMANDS.flatMap((feature) => feature.sources ?? []);

function contextOf(part: Partial<typeof snapshot>): CommandContext {
  return { state: fromSnapshot({ ...snapshot, ...part }), instruments: [] };
}
const available = (context: CommandContext): readonly string[] =>
  [...commands, ...sources.flatMap((source) => source(context))]
    .filter(({ isAvailable }) => isAvailable?.(context) ?? true)
    .map(({ id }) => id);

describe('the commands of the window', () => {
  it('have one id each, under which settings can keep a shortcut', () => {
    expect(() => provideCommands(ALL_COMMANDS)).not.toThrow();
    expect(() => provideCommands([...ALL_COMMANDS, ...ALL_COMMANDS])).toThrow(/two commands are called/);
    const changes = Object.fromEntries(commands.map(({ id }, at) => [id, `Mod+Alt+F${at + 1}`]).slice(0, 90));
    expect(shortcutsSchema.safeParse(changes).success).toBe(true);
  });

  it('have default shortcuts that are free, allowed and theirs alone', () => {
    const wanted = commands.filter(({ shortcut }) => shortcut !== undefined);
    expect(wanted.length).toBeGreaterThan(12);
    expect(wanted.filter(({ shortcut = '' }) => isReserved(shortcut))).toEqual([]);
    expect(Object.fromEntries(bindingsOf(commands, {}))).toEqual(
      Object.fromEntries(wanted.map(({ id, shortcut }) => [id, shortcut])),
    );
  });

  it('keep the shortcut of what stops everything, and of nothing else', () => {
    expect(commands.filter(({ keepsShortcut }) => keepsShortcut).map(({ id }) => id)).toEqual([
      'trading.stopEverything',
    ]);
  });

  it('start, stop, edit and chart each bot', () => {
    const running = contextOf({ bots: [botView('a', { state: 'running' }), botView('b', { state: 'stopped' })] });
    expect(available(running)).toEqual(
      expect.arrayContaining(['bot.stop.a', 'bot.edit.a', 'bot.chart.a', 'bot.start.b', 'bots.stopAll']),
    );
  });

  it('start nothing while trading is halted, and release only then', () => {
    const halt = { reason: 'test', timeMs: 1 };
    const halted = available(contextOf({ halt, bots: [botView('b', { state: 'stopped' })] }));
    expect(halted).toContain('trading.release');
    expect(halted).not.toContain('bot.start.b');
    expect(available(contextOf({}))).not.toContain('trading.release');
  });

  it('do not offer the choice that holds already', () => {
    const offered = available(contextOf({}));
    expect(offered).not.toContain(`settings.theme.${snapshot.settings.theme}`);
    expect(offered).toContain('settings.theme.light');
  });
});
