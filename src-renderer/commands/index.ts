export { bindingsOf, refusalOf, type ShortcutChanges, withShortcut } from './bindings.ts';
export {
  COMMAND_GROUPS,
  type Command,
  type CommandContext,
  type CommandGroup,
  type CommandSource,
  type FeatureCommands,
} from './command.ts';
export {
  availableCommands,
  provideCommands,
  runCommand,
  useBindings,
  useCommands,
  useShortcutOf,
} from './command-store.ts';
export { fuzzyFilter } from './fuzzy-match.ts';
export { ariaShortcut, shortcutOf, shortcutText } from './shortcut.ts';
export { pauseShortcuts, useShortcuts } from './use-shortcuts.ts';
