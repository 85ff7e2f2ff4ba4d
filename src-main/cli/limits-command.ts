import { describeIssues } from '../base/describe-issues.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import { governorLimitsSchema } from '../config/governor-settings.ts';
import type { ReplayedTrade, ReplayResult } from '../engine/risk/replay/replay-limits.ts';
import { replayLimits } from '../engine/risk/replay/replay-limits.ts';
import type { GovernorLimits } from '../model/governor-limits.ts';
import type { Instrument } from '../model/instrument.ts';
import { createInstrument, symbolOf, venueOf } from '../model/instrument.ts';
import type { Money } from '../model/money.ts';
import { moneyFromText, moneyToText } from '../model/money.ts';
import type { RoundTrip } from '../portfolio-reports/round-trips.ts';
import { tradedParts } from '../portfolio-reports/round-trips.ts';
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
      const trades = tradedParts(fills).roundTrips.map(toReplayed);
      const result = replayLimits(trades, {
        limits: limits.value,
        asset: trades[0]?.instrument.quoteAsset ?? '',
        startingCapital: moneyFromText(options.decimal('capital', '10000')),
        dayRollOffsetMs: 0,
      });
      return succeed({ json: toJson(result) });
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

function toReplayed(trip: RoundTrip): ReplayedTrade {
  const { botId, instrumentId, side, quantity, entryTimeMs, entryPrice, exitTimeMs } = trip;
  const profit = (trip.realised - trip.fees - trip.funding) as Money;
  return { botId, instrument: instrumentOf(instrumentId), side, quantity, entryTimeMs, entryPrice, exitTimeMs, profit };
}

/** Its grid does not matter here: nothing is ordered. */
function instrumentOf(instrumentId: string): Instrument {
  const instrument = createInstrument(venueOf(instrumentId), symbolOf(instrumentId));
  if (instrument === undefined) throw new RangeError(`instrument is "${instrumentId}", expected venue:BASE-QUOTE`);
  return instrument;
}

function toJson({ trades, blocked, rules, profitWith, profitWithout, curve }: ReplayResult) {
  return {
    trades,
    blocked: blocked.length,
    profitWithout: moneyToText(profitWithout),
    profitWith: moneyToText(profitWith),
    rules: rules.map((rule) => ({ ...rule, profit: moneyToText(rule.profit) })),
    entries: blocked.map(({ trade, rule, limit, actual }) => ({
      time: new Date(trade.entryTimeMs).toISOString(),
      ...{ bot: trade.botId, instrument: trade.instrument.id, side: trade.side, rule, limit, actual },
      profit: moneyToText(trade.profit),
    })),
    curve: curve.map((point) => ({
      time: new Date(point.timeMs).toISOString(),
      with: moneyToText(point.with),
      without: moneyToText(point.without),
    })),
  };
}
