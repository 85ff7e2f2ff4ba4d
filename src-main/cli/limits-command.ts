import { replayOfLimits } from '../account-tasks/replay-of-limits.ts';
import { describeIssues } from '../base/describe-issues.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import { governorLimitsSchema } from '../config/governor-settings.ts';
import type { GovernorLimits } from '../model/governor-limits.ts';
import { symbolOf } from '../model/instrument.ts';
import { moneyFromText } from '../model/money.ts';
import type { CliCommand } from './command.ts';
import { DATA_DIR, openJournalFolder } from './open-journal-folder.ts';
import type { CommandOptions } from './options.ts';

export const limitsCommand: CliCommand = {
  name: 'limits',
  summary: 'what limits would have refused of the trades in the journal, and what those came to',
  options: {
    'data-dir': DATA_DIR,
    account: 'id of the account, paper by default',
    limits: `JSON, one entry a limit: '{"grossExposure":{"most":0.5,"onBreach":"refuse"}}'`,
    capital: 'what the account began with, 10000 by default',
  },
  async run(options, place) {
    const limits = limitsOf(options);
    if (!limits.ok) return limits;
    const journal = openJournalFolder(options, place);
    if (!journal.ok) return journal;
    try {
      const account = options.optional('account') ?? 'paper';
      const fills = journal.value.load().fills.filter(({ accountId }) => accountId === account);
      const symbol = symbolOf(fills[0]?.instrumentId ?? '');
      const result = replayOfLimits({
        fills,
        limits: limits.value,
        asset: symbol.slice(symbol.indexOf('-') + 1),
        startingCapital: moneyFromText(options.decimal('capital', '10000')),
        dayRollOffsetMs: 0,
      });
      return succeed({ json: result });
    } finally {
      journal.value.close();
    }
  },
};

function limitsOf(options: CommandOptions): Outcome<GovernorLimits> {
  const parsed = governorLimitsSchema.safeParse(options.object('limits'), { reportInput: true });
  if (parsed.success) return succeed(parsed.data);
  return fail('badArgument', `--limits: ${describeIssues(parsed.error.issues)}`);
}
