import type {
  AccountFileRequest,
  AttributionSumsView,
  AttributionView,
  CorrelationView,
  GroupingView,
} from '../../src-preload/contract/portfolio-views.ts';
import { assertNever } from '../base/assert-never.ts';
import type { Outcome } from '../base/outcome.ts';
import type { Fill } from '../model/fill.ts';
import type { Price } from '../model/money.ts';
import { moneyToText } from '../model/money.ts';
import type { ParityReport, ParityRequest } from '../parity/parity-of-bot.ts';
import { parityOfBot } from '../parity/parity-of-bot.ts';
import type { Attribution, AttributionSums } from '../portfolio-reports/attribution/attribution.ts';
import { attribute } from '../portfolio-reports/attribution/attribution.ts';
import type { BotSettingsEntry } from '../portfolio-reports/bot-settings.ts';
import { botSettingsAt } from '../portfolio-reports/bot-settings.ts';
import { attributionToCsv } from '../portfolio-reports/exports/attribution-csv.ts';
import type { CsvHead } from '../portfolio-reports/exports/csv-file.ts';
import { fillsToCsv } from '../portfolio-reports/exports/fills-csv.ts';
import { postingsToCsv } from '../portfolio-reports/exports/postings-csv.ts';
import { roundTripsToCsv } from '../portfolio-reports/exports/round-trips-csv.ts';
import { taxLotsToCsv, yearOf } from '../portfolio-reports/exports/tax-lots-csv.ts';
import type { DailySeries } from '../portfolio-reports/returns/correlation.ts';
import { correlationMatrix } from '../portfolio-reports/returns/correlation.ts';
import type { DailyCloses } from '../portfolio-reports/returns/daily-returns.ts';
import { dailyReturnsOfBots, dailyReturnsOfSymbols } from '../portfolio-reports/returns/daily-returns.ts';
import { tradedParts } from '../portfolio-reports/round-trips.ts';
import { writeWholeFile } from '../storage/whole-file.ts';

import { replayOfLimits, replayOfTrades } from './replay-of-limits.ts';

/** One account's fills and what values and names them: plain data, made to be handed to a worker. */
export type AccountPast = {
  readonly fills: readonly Fill[];
  readonly marks: ReadonlyMap<string, Price>;
  readonly settings: readonly BotSettingsEntry[];
};

export type AttributionTask = AccountPast & { readonly grouping: GroupingView };

export type CorrelationTask = {
  readonly fills: readonly Fill[];
  readonly closes: DailyCloses;
  readonly startingCapital: number;
  readonly lastDayMs: number;
  readonly botNames: ReadonlyMap<string, string>;
};

export type AccountFileTask = AccountPast & { readonly request: AccountFileRequest; readonly path: string };

/** What a compute worker does for reports of an account. Each runs beside the engine, never in its thread. */
export const ACCOUNT_TASKS = {
  attribution: (task: AttributionTask): AttributionView => attributionView(attributionOf(task)),
  correlations({ fills, closes, startingCapital, lastDayMs, botNames }: CorrelationTask) {
    const bots = dailyReturnsOfBots(fills, closes, { startingCapital, lastDayMs });
    const named = bots.map(({ name, byDay }): DailySeries => ({ name: botNames.get(name) ?? name, byDay }));
    const symbols: CorrelationView = correlationMatrix(dailyReturnsOfSymbols(closes));
    return { bots: correlationMatrix(named) as CorrelationView, symbols };
  },
  accountFile: (task: AccountFileTask): Promise<Outcome<void>> => writeWholeFile(task.path, accountFileText(task)),
  replay: replayOfLimits,
  replayOfTrades,
  parity: (requests: readonly ParityRequest[]): readonly ParityReport[] => requests.map(parityOfBot),
} as const;

export type AccountTasks = typeof ACCOUNT_TASKS;

function attributionOf({ fills, marks, settings, grouping }: AttributionTask): Attribution {
  return attribute(
    {
      fills,
      markOf: (instrumentId) => marks.get(instrumentId) ?? null,
      strategyOf: (botId, timeMs) => botSettingsAt(settings, botId, timeMs)?.strategyId ?? '',
    },
    grouping,
  );
}

function attributionView({ rows, whole }: Attribution): AttributionView {
  return { rows: rows.map(({ key, ...sums }) => ({ key, ...sumsView(sums) })), whole: sumsView(whole) };
}

function sumsView({ trades, wins, ...money }: AttributionSums): AttributionSumsView {
  return {
    realised: moneyToText(money.realised),
    unrealised: moneyToText(money.unrealised),
    fees: moneyToText(money.fees),
    funding: moneyToText(money.funding),
    total: moneyToText(money.total),
    trades,
    wins,
  };
}

/** The same files that the command line writes, and the attribution. */
function accountFileText({ request, ...past }: AccountFileTask): string {
  const { accountId, year, method, grouping } = request;
  const isInYear = (timeMs: number): boolean => year === null || yearOf(timeMs) === year;
  const head: CsvHead = [
    ['account', accountId],
    ['year', year === null ? 'all' : String(year)],
  ];
  const fills = past.fills.filter(({ timeMs }) => isInYear(timeMs));
  switch (request.kind) {
    case 'fills':
      return fillsToCsv(fills, head);
    case 'postings':
      return postingsToCsv(fills, head);
    case 'roundTrips': {
      const { roundTrips } = tradedParts(past.fills);
      return roundTripsToCsv(
        roundTrips.filter(({ exitTimeMs }) => isInYear(exitTimeMs)),
        head,
      );
    }
    case 'taxLots':
      return taxLotsToCsv(past.fills, { method, year }, head);
    case 'attribution':
      return attributionToCsv(attributionOf({ ...past, grouping }), grouping, [['account', accountId]]);
    default:
      return assertNever(request.kind, 'kind of file');
  }
}
