import { describe, expect, it } from 'vitest';
import {
  ariaShortcut,
  isReserved,
  type KeyPress,
  shortcutOf,
  shortcutText,
  worksWhileTyping,
} from '../../../../src-renderer/commands/shortcut.ts';

function press(key: string, code: string, held = ''): KeyPress {
  const has = (name: string): boolean => held.split(' ').includes(name);
  return {
    key,
    code,
    ctrlKey: has('ctrl') || has('altgr'),
    metaKey: has('meta'),
    altKey: has('alt') || has('altgr'),
    shiftKey: has('shift'),
    getModifierState: (name) => name === 'AltGraph' && has('altgr'),
  };
}

describe('a key press', () => {
  it.each([
    ['k', 'KeyK', 'ctrl', 'Mod+K'],
    ['X', 'KeyX', 'ctrl shift', 'Mod+Shift+X'],
    ['?', 'Slash', 'shift', '?'],
    ['!', 'Digit1', 'ctrl shift', 'Mod+Shift+1'],
    ['1', 'Digit1', 'ctrl', 'Mod+1'],
    ['g', 'KeyG', '', 'G'],
    ['G', 'KeyG', 'shift', 'Shift+G'],
    ['F1', 'F1', 'shift', 'Shift+F1'],
    [' ', 'Space', 'ctrl', 'Mod+Space'],
    // Cyrillic and a Mac's Alt: the letter's place.
    ['ч', 'KeyX', 'ctrl shift', 'Mod+Shift+X'],
    ['˚', 'KeyK', 'alt', 'Alt+K'],
    // AltGr types: no command with Ctrl and Alt.
    ['€', 'KeyE', 'altgr', 'E'],
  ])('%s (%s) with %s is %4$s', (key, code, held, shortcut) => {
    expect(shortcutOf(press(key, code, held), false)).toBe(shortcut);
  });

  it('means the command key on a Mac', () => {
    expect(shortcutOf(press('k', 'KeyK', 'meta'), true)).toBe('Mod+K');
    expect(shortcutOf(press('k', 'KeyK', 'ctrl'), true)).toBe('K');
    expect([shortcutText('Mod+Shift+X', true), ariaShortcut('Mod+1', true)]).toEqual(['⌘+Shift+X', 'Meta+1']);
  });

  it.each(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'Dead'])('%s alone means nothing yet', (key) => {
    expect(shortcutOf(press(key, '', 'ctrl'), false)).toBeNull();
  });
});

describe('a shortcut', () => {
  it('is read as the keys are called', () => {
    expect([shortcutText('Mod+Shift+X', false), ariaShortcut('Mod+1', false)]).toEqual(['Ctrl+Shift+X', 'Control+1']);
  });

  it('works while a person types only with Ctrl or Alt', () => {
    expect(['Mod+K', 'Alt+Shift+K', '?', 'Shift+G', 'F1'].filter(worksWhileTyping)).toEqual(['Mod+K', 'Alt+Shift+K']);
  });

  it.each(['Mod+C', 'Mod+Shift+Z', 'Tab', 'Shift+Tab', 'Enter', 'Escape', 'ArrowUp', 'Space', 'Mod+Q'])(
    '%s is not for commands',
    (shortcut) => expect(isReserved(shortcut)).toBe(true),
  );

  it.each(['Mod+K', '?', 'F1', 'Mod+Enter', 'Alt+ArrowUp'])('%s may be', (shortcut) =>
    expect(isReserved(shortcut)).toBe(false),
  );
});
