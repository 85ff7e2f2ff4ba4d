import { useEffect, useMemo } from 'react';
import { runCommand, useBindings, useCommands } from './command-store.ts';
import { shortcutOf, worksWhileTyping } from './shortcut.ts';

let pauses = 0;

/** While a new shortcut is being pressed the keys belong to that; what stops everything goes on working. */
export function pauseShortcuts(): () => void {
  pauses += 1;
  return () => {
    pauses -= 1;
  };
}

/**
 * Listens for the shortcuts of all commands, before anything on the page sees the keys. Those without Ctrl or Alt are
 * letters while a person types.
 */
export function useShortcuts(): void {
  const commands = useCommands();
  const bindings = useBindings();
  const byShortcut = useMemo(() => {
    const bound = commands.filter(({ id }) => bindings.has(id));
    return new Map(bound.map((command) => [bindings.get(command.id), command]));
  }, [commands, bindings]);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const shortcut = event.isComposing ? null : shortcutOf(event);
      const command = shortcut === null ? undefined : byShortcut.get(shortcut);
      if (shortcut === null || command === undefined) return;
      if (pauses > 0 && !command.keepsShortcut) return;
      if (!worksWhileTyping(shortcut) && isTyping(event.target)) return;
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) runCommand(command.id);
    };
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, [byShortcut]);
}

const NOT_TYPED_IN = new Set(['button', 'checkbox', 'radio', 'range', 'color', 'file', 'submit', 'reset']);

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !NOT_TYPED_IN.has(target.type);
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
