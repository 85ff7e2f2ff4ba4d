import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import type { Fill } from '../model/fill.ts';
import type { CsvHead } from '../portfolio-reports/exports/csv-file.ts';
import { yearOf } from '../portfolio-reports/exports/tax-lots-csv.ts';
import type { CliPlace, CliReply } from './command.ts';
import { DATA_DIR, openJournalFolder } from './open-journal-folder.ts';
import type { CommandOptions, OptionKinds } from './options.ts';
import { readResultFiles, writeResultFile } from './result-files.ts';

/** Options of what writes a file about an account. */
export const ACCOUNT_FILE_OPTIONS: OptionKinds = {
  'data-dir': DATA_DIR,
  account: 'id of the account, all of them by default',
  year: 'UTC year, all of them by default',
  out: 'file to be written; without it the file is printed',
};

export type AccountFile = {
  /** Of the chosen account, of all years, in the order they were recorded. */
  readonly fills: readonly Fill[];
  readonly year: number | null;
  readonly head: CsvHead;
};

/** Whether a fill belongs to the chosen year. */
export function isInYear({ timeMs }: Fill, year: number | null): boolean {
  return year === null || yearOf(timeMs) === year;
}

/** Reads the fills, has the file made, and prints or writes it. */
export async function replyWithAccountFile(
  options: CommandOptions,
  place: CliPlace,
  make: (file: AccountFile) => string,
): Promise<Outcome<CliReply>> {
  const files = await readResultFiles(options, place, ['out']);
  if (!files.ok) return files;
  const file = readAccountFile(options, place);
  if (!file.ok) return file;
  const text = make(file.value);
  const [out] = files.value;
  if (out === undefined) return succeed({ text });
  const written = await writeResultFile(out, text);
  return written.ok ? succeed({ json: { file: out.path } }) : written;
}

function readAccountFile(options: CommandOptions, place: CliPlace): Outcome<AccountFile> {
  const typed = options.number('year', { from: 1970, to: 9999, standard: 0 });
  const year = typed === 0 ? null : typed;
  const journal = openJournalFolder(options, place);
  if (!journal.ok) return journal;
  try {
    const all = journal.value.load().fills;
    const account = options.optional('account') ?? null;
    const accounts = [...new Set(all.map(({ accountId }) => accountId))];
    if (account !== null && !accounts.includes(account)) {
      return fail('badArgument', `--account is "${account}", expected one that has traded: ${accounts.join(', ')}`);
    }
    const fills = all.filter(({ accountId }) => account === null || accountId === account);
    const head = [['account', account ?? 'all'] as const, ['year', year === null ? 'all' : String(year)] as const];
    return succeed({ fills, year, head });
  } finally {
    journal.value.close();
  }
}
