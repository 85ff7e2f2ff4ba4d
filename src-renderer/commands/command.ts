import type { InstrumentView } from '../../src-preload/contract/views.ts';
import type { ReplicaState } from '../replica/index.ts';

/** What kind of act a command is; the lists show one heading each, in this order. */
export const COMMAND_GROUPS = [
  'trading',
  'pages',
  'bots',
  'symbols',
  'chart',
  'backtest',
  'data',
  'settings',
  'window',
  'help',
] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** What a command may look at to know whether it can be run, and a source to know what there is. */
export type CommandContext = {
  readonly state: ReplicaState;
  readonly instruments: readonly InstrumentView[];
};

/** Something a person can do in the window, as data. */
export type Command = {
  /** The feature and the act, e.g. `page.chart`: the name its shortcut is kept under. */
  readonly id: string;
  readonly group: CommandGroup;
  readonly text: string;
  /** Words it is also found by. */
  readonly alsoKnownAs?: string;
  /** The default, in the form of `shortcut.ts`. */
  readonly shortcut?: string;
  /** Its shortcut may be another one, but it is never without; it works whatever else has the keys. */
  readonly keepsShortcut?: true;
  /** Whether it can be run now; without it, always. */
  readonly isAvailable?: (context: CommandContext) => boolean;
  readonly run: () => void;
};

/** Commands there are as many of as there are things: made when the palette opens, without shortcuts. */
export type CommandSource = (context: CommandContext) => readonly Command[];

/** What one feature brings in its `commands.ts`. */
export type FeatureCommands = {
  readonly commands: readonly Command[];
  readonly sources?: readonly CommandSource[];
};
