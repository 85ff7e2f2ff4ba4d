import { fail } from '../base/outcome.ts';
import { taxLotsToCsv } from '../portfolio-reports/exports/tax-lots-csv.ts';
import { LOT_METHODS } from '../portfolio-reports/lots/lot-book.ts';
import { ACCOUNT_FILE_OPTIONS, replyWithAccountFile } from './account-file.ts';
import type { CliCommand } from './command.ts';

export const taxLotsCommand: CliCommand = {
  name: 'tax-lots',
  summary: 'writes which purchase each sale belongs to as CSV, by account and year, with the method in the file',
  options: { ...ACCOUNT_FILE_OPTIONS, method: `one of ${LOT_METHODS.join(', ')}; fifo by default` },
  async run(options, place) {
    const typed = options.optional('method') ?? 'fifo';
    const method = LOT_METHODS.find((known) => known === typed);
    if (method === undefined) {
      return fail('badArgument', `--method is "${typed}", expected one of ${LOT_METHODS.join(', ')}`);
    }
    return replyWithAccountFile(options, place, ({ fills, year, head }) => taxLotsToCsv(fills, { method, year }, head));
  },
};
