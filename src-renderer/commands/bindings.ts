import type { Command } from './command.ts';
import { isReserved, worksWhileTyping } from './shortcut.ts';

/** The person's own shortcuts, by command; null: none. */
export type ShortcutChanges = Readonly<Record<string, string | null>>;

/**
 * The shortcut of each command that has one: the person's own, else its default. Whatever the changes say, a shortcut
 * means one command, and a command that keeps its shortcut has one: those come first, then changes, then defaults.
 */
export function bindingsOf(commands: readonly Command[], changes: ShortcutChanges): ReadonlyMap<string, string> {
  const bindings = new Map<string, string>();
  const taken = new Set<string>();
  const give = ({ id }: Command, shortcut: string | null | undefined): void => {
    if (shortcut === null || shortcut === undefined || bindings.has(id) || taken.has(shortcut)) return;
    bindings.set(id, shortcut);
    taken.add(shortcut);
  };
  const kept = commands.filter(({ keepsShortcut }) => keepsShortcut);
  for (const command of kept) give(command, changes[command.id] ?? command.shortcut);
  for (const command of commands) give(command, changes[command.id]);
  for (const command of commands) if (changes[command.id] === undefined) give(command, command.shortcut);
  return bindings;
}

/** Why a command may not have a shortcut. */
export type ShortcutRefusal =
  | { readonly kind: 'reserved' }
  | { readonly kind: 'needsModifier' }
  | { readonly kind: 'taken'; readonly by: Command };

/** Undefined when the command may have it. */
export function refusalOf(
  commands: readonly Command[],
  changes: ShortcutChanges,
  wanted: { readonly command: Command; readonly shortcut: string },
): ShortcutRefusal | undefined {
  const { command, shortcut } = wanted;
  if (isReserved(shortcut)) return { kind: 'reserved' };
  // What must always work must work while a person types, and in the application's menu.
  if (command.keepsShortcut && !isForMenu(shortcut)) return { kind: 'needsModifier' };
  const bindings = bindingsOf(commands, changes);
  const other = commands.find(({ id }) => id !== command.id && bindings.get(id) === shortcut);
  return other === undefined ? undefined : { kind: 'taken', by: other };
}

const isForMenu = (shortcut: string): boolean => worksWhileTyping(shortcut) && /\+([A-Z0-9]|F\d\d?)$/.test(shortcut);

/** The changes after one: a shortcut that is the default again needs no record. */
export function withShortcut(changes: ShortcutChanges, command: Command, shortcut: string | null): ShortcutChanges {
  const { [command.id]: _before, ...others } = changes;
  return shortcut === (command.shortcut ?? null) ? others : { ...others, [command.id]: shortcut };
}
