import type { Outcome } from '../base/outcome.ts';
import type { CommandOptions, OptionKinds } from './options.ts';

/** What a command prints on stdout when it went well: one JSON document, or text such as CSV. */
export type CliReply = ({ readonly json: unknown } | { readonly text: string }) & {
  /** 0 when left out. Another one says that the work was done and found something wrong: 3. */
  readonly exitCode?: number;
};

/** What a command may use of the world besides its own files: where it was typed, the time, and stderr. */
export type CliPlace = {
  /** Relative paths count from here. */
  readonly folder: string;
  readonly elapsedMs: () => number;
  /** Progress and warnings, to stderr. */
  readonly say: (line: string) => void;
};

/** One headless command. To add one, copy `list-commands.ts` and name it in `cli.ts`. */
export type CliCommand = {
  readonly name: string;
  readonly summary: string;
  readonly options: OptionKinds;
  run(options: CommandOptions, place: CliPlace): Promise<Outcome<CliReply>>;
};
