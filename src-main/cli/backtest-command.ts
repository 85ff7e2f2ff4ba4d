import type { BacktestRequest } from '../backtest/backtest-request.ts';
import { NO_ACCOUNT_LIMITS } from '../backtest/backtest-request.ts';
import type { Bound, Bounds } from '../backtest/bounds.ts';
import { boundsOf } from '../backtest/bounds.ts';
import type { CostSweep } from '../backtest/cost-sweep/cost-sweep.ts';
import { sweepCosts } from '../backtest/cost-sweep/cost-sweep.ts';
import { resultToJson } from '../backtest/exports/result-json.ts';
import type { RunResult } from '../backtest/exports/run-result.ts';
import { resultOf } from '../backtest/exports/run-result.ts';
import { tearSheetOf } from '../backtest/exports/tear-sheet/tear-sheet.ts';
import { tradeText } from '../backtest/exports/trade-text.ts';
import { tradesToCsv } from '../backtest/exports/trades-csv.ts';
import { countsInTicks, withTickOf } from '../backtest/price-grid.ts';
import { recordOf } from '../backtest/run-record/run-record.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import { sha256 } from '../config/sha256.ts';
import type { CsvReadResult } from '../data-import/csv-candles.ts';
import type { Instrument } from '../model/instrument.ts';
import { DEFAULT_STEP, DEFAULT_TICK } from '../model/instrument.ts';
import { moneyFromText, moneyToText, priceFromText, quantityFromText } from '../model/money.ts';
import { CANDLE_FILE_OPTIONS, readCandleFile } from './candle-file.ts';
import type { CliCommand, CliPlace, CliReply } from './command.ts';
import type { CommandOptions } from './options.ts';
import { readOtherTapes } from './other-tapes.ts';
import { commandLineOrigin, recordToText } from './record-file.ts';
import { REGIME_OPTIONS, readRegimes } from './regime-option.ts';
import type { ResultFile } from './result-files.ts';
import { readResultFiles, writeResultFile } from './result-files.ts';
import type { OpenedStrategy } from './strategy-option.ts';
import { openStrategy, STRATEGY_OPTIONS } from './strategy-option.ts';
import { readVenueFiles, readVenueOptions, VENUE_OPTIONS } from './venue-options.ts';

const BPS = { from: 0, to: 1000, standard: 0 };

/** Everything but the candles, checked before a long file is read. */
function readRequest(
  options: CommandOptions,
  { strategyId, params }: OpenedStrategy,
): Outcome<Omit<BacktestRequest, 'candles'>> {
  const venue = readVenueOptions(options);
  if (!venue.ok) return venue;
  const regimes = readRegimes(options);
  if (!regimes.ok) return regimes;
  return succeed({
    instrument: instrumentOf(options),
    venue: venue.value,
    interval: options.interval('interval'),
    strategyId,
    params,
    capital: moneyFromText(options.decimal('capital', '10000')),
    feeBps: options.number('fee-bps', { from: -100, to: 1000, standard: 10 }),
    slippageBps: options.number('slippage-bps', BPS),
    spreadBps: options.number('spread-bps', BPS),
    risk: {
      sizeFraction: options.fraction('size-fraction', 1) ?? 1,
      stopLossFraction: options.fraction('stop-loss-fraction', 0.99),
      takeProfitFraction: options.fraction('take-profit-fraction', 100),
      leverage: options.number('leverage', { from: 1, to: 125, standard: 1 }),
    },
    accountRisk: NO_ACCOUNT_LIMITS,
    ...(regimes.value === undefined ? {} : { regimes: regimes.value }),
  });
}

type Timed = { readonly durationMs: number; readonly costSweep: CostSweep | null; readonly bounds: Bounds | null };

function replyOf(result: RunResult, file: CsvReadResult, { durationMs, costSweep, bounds }: Timed): CliReply {
  const { run, metrics, statistics, peerMetrics, fidelity, sections } = result;
  return {
    json: {
      strategy: run.request.strategyId,
      params: run.request.params,
      candles: file.columns.openTimeMs.length,
      trades: run.trades.map(tradeText),
      byRegime: sections.groups.regime,
      finalEquity: moneyToText(run.finalEquity),
      metrics,
      statistics,
      peerMetrics,
      refusals: run.refusals,
      fidelity,
      ...(costSweep === null ? {} : { costSweep }),
      ...(bounds === null ? {} : { bounds: boundsText(bounds) }),
      durationMs,
      data: file.report,
    },
  };
}

/** On the grid the options name; the finest there is when they name none. */
function instrumentOf(options: CommandOptions): Instrument {
  const tick = priceFromText(options.decimal('tick', DEFAULT_TICK));
  const step = quantityFromText(options.decimal('step', DEFAULT_STEP));
  return { ...options.instrument('symbol'), tick, step };
}

function boundsText(bounds: Bounds): Readonly<Record<keyof Bounds, { netProfit: string; trades: number }>> {
  const textOf = ({ netProfit, trades }: Bound) => ({ netProfit: moneyToText(netProfit), trades });
  return { pessimistic: textOf(bounds.pessimistic), optimistic: textOf(bounds.optimistic) };
}

/** The texts a result can be kept as, by the option that asks for them. */
const WRITERS: Readonly<Record<string, (result: RunResult) => string>> = {
  'trades-csv': tradesToCsv,
  'report-html': tearSheetOf,
  'result-json': resultToJson,
  record: ({ run }) => recordToText(recordOf(run, commandLineOrigin(), sha256)),
};

async function writeResults(files: readonly ResultFile[], result: RunResult): Promise<Outcome<void>> {
  for (const [option, textOf] of Object.entries(WRITERS)) {
    const file = files.find((candidate) => candidate.option === option);
    if (file === undefined) continue;
    const written = await writeResultFile(file, textOf(result));
    if (!written.ok) return written;
  }
  return succeed(undefined);
}

export const backtestCommand: CliCommand = {
  name: 'backtest',
  summary: 'runs a strategy over a file of candles, without any database',
  options: {
    ...CANDLE_FILE_OPTIONS,
    also: 'FILE:SYMBOL of another symbol the strategy looks at; may be given more than once',
    ...STRATEGY_OPTIONS,
    'fee-bps': 'fee of a fill in basis points of its notional, 10 by default',
    'slippage-bps': 'what market and stop orders lose on top, 0 by default',
    'spread-bps': 'between bid and ask, 0 by default',
    capital: 'starting cash in the quote asset, 10000 by default',
    'size-fraction': 'share of equity an entry takes, 1 by default',
    'stop-loss-fraction': 'distance of the stop from the entry, none by default',
    'take-profit-fraction': 'distance of the target from the entry, none by default',
    leverage: 'value of a position for each unit of margin, 1 (fully paid, never liquidated) by default',
    ...REGIME_OPTIONS,
    ...VENUE_OPTIONS,
    bounds: { flag: 'adds the net profit with every doubt inside a candle read against us and for us' },
    'cost-sweep': { flag: 'adds the profit at other fees and slippages, and the slippage at which it is gone' },
    'trades-csv': 'file to write the trades to, one row each',
    'report-html': 'file to write a page for people to, nothing else needed to read it',
    'result-json': 'file to write everything to, equity at every candle included',
    record: 'file to write the record of the run to, for `repeat`',
  },
  async run(options, place) {
    const strategy = await openStrategy(options, place);
    if (!strategy.ok) return strategy;
    try {
      return await backtest(options, place, strategy.value);
    } finally {
      await strategy.value.dispose();
    }
  },
};

/** What runs a strategy again and again knows the shipped ones only. */
const SHIPPED_ONLY = ['cost-sweep', 'bounds', 'record'];

async function backtest(
  options: CommandOptions,
  place: CliPlace,
  strategy: OpenedStrategy,
): Promise<Outcome<CliReply>> {
  const other = strategy.isOwn ? SHIPPED_ONLY.find((name) => options.has(name)) : undefined;
  if (other !== undefined)
    return fail('badArgument', `--${other} is given with --strategy-file, expected a shipped strategy`);
  const request = readRequest(options, strategy);
  if (!request.ok) return request;
  const targets = await readResultFiles(options, place, Object.keys(WRITERS));
  if (!targets.ok) return targets;
  const file = await readCandleFile(options, place);
  if (!file.ok) return file;
  const others = await readOtherTapes(options, place);
  if (!others.ok) return others;
  const venueFiles = await readVenueFiles(options, request.value.instrument.id, place);
  if (!venueFiles.ok) return venueFiles;
  const venue = { ...request.value.venue, ...venueFiles.value };
  const candles = file.value.columns;
  const named = request.value.instrument;
  const instrument = countsInTicks(venue) && !options.has('tick') ? withTickOf(named, candles) : named;
  const whole: BacktestRequest = { ...request.value, instrument, venue, candles, others: others.value };
  const startedMs = place.elapsedMs();
  const run = await strategy.run(whole);
  if (!run.ok) return run;
  const durationMs = place.elapsedMs() - startedMs;
  const costSweep = options.has('cost-sweep') ? sweepCosts(whole) : succeed(null);
  if (!costSweep.ok) return costSweep;
  const bounds = options.has('bounds') ? boundsOf(whole) : succeed(null);
  if (!bounds.ok) return bounds;
  const result = resultOf(run.value);
  const written = await writeResults(targets.value, result);
  if (!written.ok) return written;
  return succeed(replyOf(result, file.value, { durationMs, costSweep: costSweep.value, bounds: bounds.value }));
}
