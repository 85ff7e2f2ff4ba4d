import { COMMAND_GROUPS, type Command, fuzzyFilter } from '../../commands/index.ts';
import { wording } from '../../language/index.ts';

/** As many as a person looks through; the rest by typing. */
const MOST_SHOWN = 50;

export type PaletteRows = {
  readonly rows: readonly Command[];
  /** How many fit and are not shown. */
  readonly hidden: number;
};

export type PaletteSearch = { readonly query: string; readonly recent: readonly string[] };

/** Without a query what was run lately and then everything by its kind; with one the best first. */
export function paletteRows(commands: readonly Command[], { query, recent }: PaletteSearch): PaletteRows {
  const ordered = query.trim() === '' ? recentFirst(commands, recent) : commands;
  const { shown, total } = fuzzyFilter(ordered, query, { textOf: searchedText, limit: MOST_SHOWN });
  return { rows: shown, hidden: total - shown.length };
}

const searchedText = ({ text, alsoKnownAs, group }: Command): string =>
  `${text} ${alsoKnownAs ?? ''} ${wording.commands.groups[group]}`;

function recentFirst(commands: readonly Command[], recent: readonly string[]): readonly Command[] {
  const byId = new Map(commands.map((command) => [command.id, command]));
  const first = recent.flatMap((id) => byId.get(id) ?? []);
  const rank = ({ group }: Command): number => COMMAND_GROUPS.indexOf(group);
  const others = commands.filter(({ id }) => !recent.includes(id)).sort((a, b) => rank(a) - rank(b));
  return [...first, ...others];
}
