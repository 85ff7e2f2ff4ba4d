import { tradeText } from '../backtest/exports/trade-text.ts';
import { portfolioReportOf } from '../backtest/portfolio-report.ts';
import type { PortfolioRequest } from '../backtest/portfolio-request.ts';
import { countsInTicks, withTickOf } from '../backtest/price-grid.ts';
import type { PortfolioRun } from '../backtest/run-portfolio.ts';
import { runPortfolio } from '../backtest/run-portfolio.ts';
import type { Tape } from '../backtest/tape.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import type { BotConfig } from '../model/bot.ts';
import { createInstrument, IMPORTED_VENUE } from '../model/instrument.ts';
import { moneyFromText, moneyToText } from '../model/money.ts';
import type { RegimeRules } from '../model/regime.ts';
import { CANDLE_FILE_OPTIONS, readCandlesAt } from './candle-file.ts';
import type { CliCommand, CliPlace } from './command.ts';
import type { PortfolioPlan } from './portfolio-plan.ts';
import { readPortfolioPlan } from './portfolio-plan.ts';
import { readResultFiles, writeResultFile } from './result-files.ts';
import { readUniverseFile } from './universe-file.ts';
import { readVenueOptions, VENUE_MODEL_OPTIONS } from './venue-options.ts';

type ReadTape = { readonly tape: Tape; readonly report: unknown };

async function readTapes({ files, interval, timeZone }: PortfolioPlan, place: CliPlace): Promise<Outcome<ReadTape[]>> {
  const tapes: ReadTape[] = [];
  for (const { file, symbol } of files) {
    const instrument = createInstrument(IMPORTED_VENUE, symbol);
    if (instrument === undefined) return fail('badArgument', `symbol is "${symbol}", expected BASE-QUOTE`);
    const read = await readCandlesAt(file, { interval, timeZone }, place);
    if (!read.ok) return read;
    tapes.push({ tape: { instrument, interval, candles: read.value.columns }, report: read.value.report });
  }
  return succeed(tapes);
}

/** A bot without a name goes by its symbol, by a number too when there are several. */
function botsOf({ bots, interval }: PortfolioPlan): readonly BotConfig[] {
  const taken = new Set(bots.flatMap(({ id }) => id ?? []));
  return bots.map((bot) => {
    const id = bot.id ?? freeName(bot.symbol, taken);
    return {
      id,
      name: id,
      instrumentId: createInstrument(IMPORTED_VENUE, bot.symbol)?.id ?? bot.symbol,
      interval: bot.interval ?? interval,
      strategyId: bot.strategy,
      params: bot.params,
      risk: {
        sizeFraction: bot.sizeFraction ?? 1 / bots.length,
        stopLossFraction: bot.stopLossFraction,
        takeProfitFraction: bot.takeProfitFraction,
        leverage: bot.leverage,
      },
      ...(bot.regimes === undefined ? {} : { regimes: bot.regimes as RegimeRules }),
    };
  });
}

function freeName(symbol: string, taken: Set<string>): string {
  let name = symbol;
  for (let number = 2; taken.has(name); number++) name = `${symbol} ${number}`;
  taken.add(name);
  return name;
}

async function requestOf(plan: PortfolioPlan, tapes: readonly Tape[]): Promise<Outcome<PortfolioRequest>> {
  const { capital, feeBps, slippageBps, spreadBps, maxPositionFraction, maxDailyLossFraction, onLeave } = plan;
  const request: PortfolioRequest = {
    tapes,
    bots: botsOf(plan),
    capital: moneyFromText(capital),
    feeBps,
    slippageBps,
    spreadBps,
    accountRisk: { maxPositionFraction, maxDailyLossFraction, dayRollOffsetMs: 0 },
    onLeave,
  };
  if (plan.universe === null) return succeed(request);
  const universe = await readUniverseFile(plan.universe);
  return universe.ok ? succeed({ ...request, universe: universe.value }) : universe;
}

function replyOf(run: PortfolioRun, durationMs: number): Record<string, unknown> {
  const { combined, bots } = run;
  const symbols = new Map(bots.map(({ instrument }) => [instrument.id, instrument.symbol]));
  const { refusals, ...report } = portfolioReportOf(run);
  return {
    moments: combined.equity.length,
    trades: combined.trades.map((trade) => ({
      bot: trade.botId,
      symbol: symbols.get(trade.instrumentId),
      ...tradeText(trade),
    })),
    finalEquity: moneyToText(combined.finalEquity),
    ...report,
    refusals: refusals.total,
    refusalsByRule: Object.fromEntries(refusals.rules.map(({ rule, count }) => [rule, count])),
    firstRefusals: refusals.first,
    durationMs,
  };
}

function gridded(tape: Tape): Tape {
  return { ...tape, instrument: withTickOf(tape.instrument, tape.candles) };
}

export const portfolioCommand: CliCommand = {
  name: 'portfolio',
  summary: 'runs many bots over files of candles on one capital',
  options: {
    ...CANDLE_FILE_OPTIONS,
    file: 'CSV file of candles; once for each symbol',
    symbol: 'BASE-QUOTE of the file at the same place',
    strategy: 'id of the strategy every symbol is traded with',
    params: 'its parameters as a JSON object',
    config: 'JSON file of files, bots and settings, in place of the options above',
    universe: 'CSV file date,symbol: what may be entered as of each date; everything by default',
    'on-leave': 'keep or close what is held of a symbol that leaves the universe, keep by default',
    'fee-bps': 'fee of a fill in basis points of its notional, 10 by default',
    'slippage-bps': 'what market and stop orders lose on top, 0 by default',
    'spread-bps': 'between bid and ask, 0 by default',
    capital: 'starting cash in the quote asset, 10000 by default',
    'size-fraction': 'share of equity an entry takes, 1 ÷ symbols by default',
    'stop-loss-fraction': 'distance of the stop from the entry, none by default',
    'take-profit-fraction': 'distance of the target from the entry, none by default',
    'max-position-fraction': 'largest position as a share of equity, no limit by default',
    'max-daily-loss-fraction': 'loss of a day that ends new entries until the next, no limit by default',
    leverage: 'value of a position for each unit of margin, 1 (fully paid, never liquidated) by default',
    ...VENUE_MODEL_OPTIONS,
    'result-json': 'file to write the result to, equity at every moment included',
  },
  async run(options, place) {
    const plan = await readPortfolioPlan(options, place);
    if (!plan.ok) return plan;
    const targets = await readResultFiles(options, place, ['result-json']);
    if (!targets.ok) return targets;
    const tapes = await readTapes(plan.value, place);
    if (!tapes.ok) return tapes;
    const venue = readVenueOptions(options);
    if (!venue.ok) return venue;
    const isGridded = countsInTicks(venue.value);
    const request = await requestOf(
      plan.value,
      tapes.value.map(({ tape }) => (isGridded ? gridded(tape) : tape)),
    );
    if (!request.ok) return request;
    const startedMs = place.elapsedMs();
    const run = runPortfolio({ ...request.value, venue: venue.value });
    if (!run.ok) return run;
    const reply = replyOf(run.value, place.elapsedMs() - startedMs);
    const [target] = targets.value;
    if (target !== undefined) {
      const { combined } = run.value;
      const equity = { openTime: Array.from(combined.request.candles.openTimeMs), value: Array.from(combined.equity) };
      const written = await writeResultFile(target, `${JSON.stringify({ ...reply, equity })}\n`);
      if (!written.ok) return written;
    }
    const data = tapes.value.map(({ tape, report }) => ({ symbol: tape.instrument.symbol, report }));
    return succeed({ json: { ...reply, data } });
  },
};
