import { describe, expect, it } from 'vitest';
import { bindingsOf, refusalOf, withShortcut } from '../../../../src-renderer/commands/bindings.ts';
import type { Command } from '../../../../src-renderer/commands/command.ts';

function command(id: string, part: Partial<Command> = {}): Command {
  return { id, group: 'pages', text: id, run: () => undefined, ...part };
}

const stop = command('trading.stop', { shortcut: 'Mod+Shift+X', keepsShortcut: true });
const chart = command('page.chart', { shortcut: 'Mod+2' });
const data = command('page.data', { shortcut: 'Mod+6' });
const bare = command('page.settings');
const COMMANDS = [chart, data, bare, stop];

const bound = (changes: Record<string, string | null>) => Object.fromEntries(bindingsOf(COMMANDS, changes));

describe('bindings', () => {
  it('are the defaults, with the changes over them', () => {
    expect(bound({})).toEqual({ 'trading.stop': 'Mod+Shift+X', 'page.chart': 'Mod+2', 'page.data': 'Mod+6' });
    expect(bound({ 'page.chart': null, 'page.settings': 'Mod+9', gone: 'Mod+8' })).toEqual({
      'trading.stop': 'Mod+Shift+X',
      'page.data': 'Mod+6',
      'page.settings': 'Mod+9',
    });
  });

  it('give a shortcut to one command: what a person set before what is a default', () => {
    expect(bound({ 'page.settings': 'Mod+2' })).toMatchObject({ 'page.settings': 'Mod+2' });
    expect(bound({ 'page.settings': 'Mod+2' })['page.chart']).toBeUndefined();
  });

  it('never leave the command that keeps its shortcut without one', () => {
    expect(bound({ 'trading.stop': null })['trading.stop']).toBe('Mod+Shift+X');
    expect(bound({ 'page.chart': 'Mod+Shift+X' })).toMatchObject({ 'trading.stop': 'Mod+Shift+X' });
    expect(bound({ 'page.chart': 'Mod+Shift+X' })['page.chart']).toBeUndefined();
  });
});

describe('a wanted shortcut', () => {
  it('is refused with the command that has it', () => {
    expect(refusalOf(COMMANDS, {}, { command: bare, shortcut: 'Mod+2' })).toEqual({ kind: 'taken', by: chart });
    expect(refusalOf(COMMANDS, { 'page.chart': null }, { command: bare, shortcut: 'Mod+2' })).toBeUndefined();
    expect(refusalOf(COMMANDS, {}, { command: chart, shortcut: 'Mod+2' })).toBeUndefined();
  });

  it('is refused when the system or a field needs it', () => {
    expect(refusalOf(COMMANDS, {}, { command: bare, shortcut: 'Mod+C' })).toEqual({ kind: 'reserved' });
  });

  it.each(['S', 'Shift+F2', 'Mod+?', 'Alt+ArrowUp'])('%s is refused for what stops everything', (shortcut) => {
    expect(refusalOf(COMMANDS, {}, { command: stop, shortcut })).toEqual({ kind: 'needsModifier' });
  });

  it('is recorded unless it is the default', () => {
    expect(withShortcut({ 'page.data': 'Mod+J' }, chart, 'Mod+B')).toEqual({
      'page.data': 'Mod+J',
      'page.chart': 'Mod+B',
    });
    expect(withShortcut({ 'page.chart': 'Mod+B' }, chart, 'Mod+2')).toEqual({});
    expect(withShortcut({}, chart, null)).toEqual({ 'page.chart': null });
    expect(withShortcut({ 'page.settings': 'Mod+B' }, bare, null)).toEqual({});
  });
});
