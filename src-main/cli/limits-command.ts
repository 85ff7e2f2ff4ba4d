import { replayOfLimits, replayOfTrades, replayTaskOf } from '../account-tasks/replay-of-limits.ts';
import { describeIssues } from '../base/describe-issues.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import { governorLimitsSchema } from '../config/governor-settings.ts';
import type { GovernorLimits } from '../model/governor-limits.ts';
import { symbolOf } from '../model/instrument.ts';
import { moneyFromText } from '../model/money.ts';
import type { CliCommand, CliPlace, CliReply } from './command.ts';
import { DATA_DIR, openJournalFolder } from './open-journal-folder.ts';
import type { CommandOptions } from './options.ts';
import { commandLineOrigin } from './record-file.ts';
import { RECORD_OPTIONS, readRecord } from './record-tapes.ts';
import { repeatRun, verdictReply } from './repeat-record.ts';

export const limitsCommand: CliCommand = {
  name: 'limits',
  summary: 'what limits would have refused of the trades in the journal or of a recorded backtest; 3 when that differs',
  options: {
    limits: `JSON, one entry a limit: '{"grossExposure":{"most":0.5,"onBreach":"refuse"}}'`,
    'data-dir': DATA_DIR,
    account: 'id of the account, paper by default',
    capital: 'what the account began with, 10000 by default',
    ...RECORD_OPTIONS,
  },
  async run(options, place) {
    const limits = limitsOf(options);
    if (!limits.ok) return limits;
    return options.has('record') ? ofBacktest(options, place, limits.value) : ofJournal(options, place, limits.value);
  },
};

function ofJournal(options: CommandOptions, place: CliPlace, limits: GovernorLimits): Outcome<CliReply> {
  const journal = openJournalFolder(options, place);
  if (!journal.ok) return journal;
  try {
    const account = options.optional('account') ?? 'paper';
    const fills = journal.value.load().fills.filter(({ accountId }) => accountId === account);
    const symbol = symbolOf(fills[0]?.instrumentId ?? '');
    const asset = symbol.slice(symbol.indexOf('-') + 1);
    const startingCapital = moneyFromText(options.decimal('capital', '10000'));
    return succeed({ json: replayOfLimits({ fills, limits, asset, startingCapital, dayRollOffsetMs: 0 }) });
  } finally {
    journal.value.close();
  }
}

/** Run again: a record has no trades. Whether they are the recorded ones is said with them. */
async function ofBacktest(
  options: CommandOptions,
  place: CliPlace,
  limits: GovernorLimits,
): Promise<Outcome<CliReply>> {
  const read = await readRecord(options, place);
  if (!read.ok) return read;
  const repeated = repeatRun(read.value.record, read.value.candles, commandLineOrigin());
  if (!repeated.ok) return repeated;
  const { run, verdict } = repeated.value;
  const { json, ...reply } = verdictReply(verdict);
  return succeed({ ...reply, json: { ...replayOfTrades(replayTaskOf(run, { limits, dayRollOffsetMs: 0 })), ...json } });
}

function limitsOf(options: CommandOptions): Outcome<GovernorLimits> {
  const parsed = governorLimitsSchema.safeParse(options.object('limits'), { reportInput: true });
  if (parsed.success) return succeed(parsed.data);
  return fail('badArgument', `--limits: ${describeIssues(parsed.error.issues)}`);
}
