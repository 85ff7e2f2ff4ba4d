import { call } from '../../bridge/index.ts';
import {
  bindingsOf,
  type Command,
  refusalOf,
  type ShortcutChanges,
  shortcutText,
  withShortcut,
} from '../../commands/index.ts';
import { wording } from '../../language/index.ts';

const texts = wording.commands;

const save = (shortcuts: ShortcutChanges): void => void call('settings.change', { shortcuts });

export type Binder = {
  /** Gives the command the shortcut, null for none; says why not. */
  readonly give: (command: Command, shortcut: string | null) => string | undefined;
  readonly reset: (command: Command) => string | undefined;
  readonly resetAll: () => void;
};

/** Changes shortcuts from what they are now; a refusal is told in words. */
export function binderOf(commands: readonly Command[], changes: ShortcutChanges): Binder {
  const give = (command: Command, shortcut: string | null): string | undefined => {
    const refused = shortcut === null ? undefined : refusalText(commands, changes, { command, shortcut });
    if (refused === undefined) save(withShortcut(changes, command, shortcut));
    return refused;
  };
  return {
    give,
    reset: (command) => give(command, command.shortcut ?? null),
    resetAll: () => save({}),
  };
}

function refusalText(
  commands: readonly Command[],
  changes: ShortcutChanges,
  wanted: { readonly command: Command; readonly shortcut: string },
): string | undefined {
  const refusal = refusalOf(commands, changes, wanted);
  if (refusal === undefined) return undefined;
  const pressed = shortcutText(wanted.shortcut);
  if (refusal.kind === 'taken') return texts.taken(pressed, refusal.by.text);
  return refusal.kind === 'reserved' ? texts.reserved(pressed) : texts.needsModifier(pressed);
}

export type ShortcutRow = {
  readonly command: Command;
  readonly shortcut: string | undefined;
  readonly isChanged: boolean;
};

export function shortcutRows(commands: readonly Command[], changes: ShortcutChanges): readonly ShortcutRow[] {
  const bindings = bindingsOf(commands, changes);
  return commands.map((command) => {
    const shortcut = bindings.get(command.id);
    return { command, shortcut, isChanged: shortcut !== command.shortcut };
  });
}
