/**
 * Shortcuts as text: `Mod+Shift+X`, `?`, `F1`. `Mod` is Ctrl, on a Mac the command key; modifiers stand in the order Mod,
 * Alt, Shift. A sign that is typed with Shift is named by itself, without Shift.
 */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'getModifierState'
>;

const IS_MAC = typeof navigator !== 'undefined' && /^Mac/.test(navigator.platform ?? '');
const MODIFIER_KEYS = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead', 'Unidentified']);

/** The shortcut a key press means; null while only modifiers are down. */
export function shortcutOf(press: KeyPress, isMac = IS_MAC): string | null {
  if (MODIFIER_KEYS.has(press.key)) return null;
  // AltGr types a sign; the browser tells it as Ctrl and Alt at once.
  const isTyped = press.getModifierState('AltGraph');
  const mod = !isTyped && (isMac ? press.metaKey : press.ctrlKey);
  const alt = !isTyped && press.altKey;
  const key = keyName(press, mod || alt);
  const isSign = key.length === 1 && !/[A-Z0-9]/.test(key);
  const shift = press.shiftKey && !isSign;
  return [mod ? 'Mod' : '', alt ? 'Alt' : '', shift ? 'Shift' : '', key].filter((part) => part !== '').join('+');
}

/** Letters and digits go by their place where the layout or a modifier makes something else of them. */
function keyName({ key, code }: KeyPress, isModified: boolean): string {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  const [, letter, digit] = /^(?:Key([A-Z])|Digit(\d))$/.exec(code) ?? [];
  if (digit !== undefined && isModified) return digit;
  if (letter !== undefined && key.length === 1) return letter;
  return key === ' ' ? 'Space' : key;
}

/** With Ctrl or Alt: means a command also while a person types. */
export const worksWhileTyping = (shortcut: string): boolean => /^(Mod|Alt)\+/.test(shortcut);

/** What the system, text fields and the way round the page need for themselves. */
const RESERVED = new Set([
  ...['A', 'C', 'V', 'X', 'Y', 'Z', 'Shift+Z', 'Q', 'H', '+', '-', '='].map((key) => `Mod+${key}`),
  ...['Alt+F4', 'F11', 'Mod+Tab', 'Mod+Shift+Tab', 'Alt+Tab'],
]);
const WALKING = /^(Shift\+)?(Tab|Enter|Escape|Space|Backspace|Delete|Arrow\w+|Home|End|Page\w+|ContextMenu)$/;

export const isReserved = (shortcut: string): boolean => RESERVED.has(shortcut) || WALKING.test(shortcut);

/** As a person reads it: `Ctrl+Shift+X`. */
export function shortcutText(shortcut: string, isMac = IS_MAC): string {
  return shortcut.replace(/^Mod\+/, isMac ? '⌘+' : 'Ctrl+').replace(/Arrow(?=\w)/, '');
}

/** For `aria-keyshortcuts`. */
export function ariaShortcut(shortcut: string, isMac = IS_MAC): string {
  return shortcut.replace(/^Mod\+/, isMac ? 'Meta+' : 'Control+');
}
