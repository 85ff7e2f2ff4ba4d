import { fail } from '../base/outcome.ts';
import { fillsToCsv } from '../portfolio-reports/exports/fills-csv.ts';
import { postingsToCsv } from '../portfolio-reports/exports/postings-csv.ts';
import { roundTripsToCsv } from '../portfolio-reports/exports/round-trips-csv.ts';
import { yearOf } from '../portfolio-reports/exports/tax-lots-csv.ts';
import { tradedParts } from '../portfolio-reports/round-trips.ts';
import type { AccountFile } from './account-file.ts';
import { ACCOUNT_FILE_OPTIONS, isInYear, replyWithAccountFile } from './account-file.ts';
import type { CliCommand } from './command.ts';

const KINDS: Readonly<Record<string, (file: AccountFile) => string>> = {
  fills: ({ fills, year, head }) =>
    fillsToCsv(
      fills.filter((fill) => isInYear(fill, year)),
      head,
    ),
  'round-trips': ({ fills, year, head }) => {
    const { roundTrips } = tradedParts(fills);
    return roundTripsToCsv(
      roundTrips.filter(({ exitTimeMs }) => year === null || yearOf(exitTimeMs) === year),
      head,
    );
  },
  postings: ({ fills, year, head }) =>
    postingsToCsv(
      fills.filter((fill) => isInYear(fill, year)),
      head,
    ),
};

export const tradesCommand: CliCommand = {
  name: 'trades',
  summary: 'writes what was traded as CSV: fills, round trips, or double-entry postings to hold against a statement',
  options: { ...ACCOUNT_FILE_OPTIONS, kind: `one of ${Object.keys(KINDS).join(', ')}; fills by default` },
  async run(options, place) {
    const kind = options.optional('kind') ?? 'fills';
    const make = KINDS[kind];
    if (make === undefined) {
      return fail('badArgument', `--kind is "${kind}", expected one of ${Object.keys(KINDS).join(', ')}`);
    }
    return replyWithAccountFile(options, place, make);
  },
};
