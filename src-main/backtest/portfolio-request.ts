import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import { furtherSeriesOf, whyNoSeries } from '../engine/strategies/further-series.ts';
import { findStrategy } from '../engine/strategies/registry.ts';
import type { FindStrategy } from '../engine/strategies/strategy.ts';
import type { BotConfig } from '../model/bot.ts';
import { canAggregate } from '../model/candle-aggregation.ts';
import { moneyToText } from '../model/money.ts';
import { barOpenMs } from '../model/time.ts';
import type { Universe } from '../model/universe.ts';
import type { BacktestRequest } from './backtest-request.ts';
import { parseStrategyParams } from './backtest-request.ts';
import type { Tape } from './tape.ts';

/** What holds for a whole run: capital, costs and rules over all bots. */
export type RunSettings = Omit<
  BacktestRequest,
  'instrument' | 'interval' | 'candles' | 'strategyId' | 'params' | 'risk' | 'regimes' | 'others'
>;

/** Many bots on many symbols, one capital. */
export type PortfolioRequest = RunSettings & {
  /** One for each instrument, all of one interval, quoted in one asset; in the order they are told within a moment. */
  readonly tapes: readonly Tape[];
  /** In the order they are asked within a moment. Their intervals are that of the tapes or whole multiples of it. */
  readonly bots: readonly BotConfig[];
  /** What may be entered when; everything always when left out. */
  readonly universe?: Universe;
  /** What becomes of a position whose instrument leaves the universe; kept when left out. */
  readonly onLeave?: 'keep' | 'close';
};

/** The request with parameters filled in, or the first thing that is wrong with it. */
export function checkPortfolio(
  request: PortfolioRequest,
  find: FindStrategy = findStrategy,
): Outcome<PortfolioRequest> {
  const wrong = whatIsWrong(request);
  if (wrong !== null) return fail('badArgument', wrong);
  const empty = request.tapes.find(({ candles }) => candles.openTimeMs.length === 0);
  if (empty !== undefined) return fail('noCandles', `${empty.instrument.symbol} has no candles, expected one or more`);
  const bots: BotConfig[] = [];
  for (const bot of request.bots) {
    const checked = checkBot(request, bot, find);
    if (!checked.ok) return checked;
    bots.push(checked.value);
  }
  return succeed({ ...request, bots });
}

function whatIsWrong({ tapes, bots, capital }: PortfolioRequest): string | null {
  const [first] = tapes;
  if (first === undefined) return 'tapes is empty, expected one or more';
  if (bots.length === 0) return 'bots is empty, expected one or more';
  if (capital <= 0n) return `capital is ${moneyToText(capital)}, expected more than 0`;
  const twice = firstTwice(tapes.map(({ instrument }) => instrument.id)) ?? firstTwice(bots.map(({ id }) => id));
  if (twice !== null) return `${twice} is there twice, expected one tape an instrument and one bot an id`;
  for (const tape of tapes) {
    const wrong = tapes.length === 1 ? null : whyNotBeside(first, tape);
    if (wrong !== null) return wrong;
  }
  return null;
}

/** Within one moment all tapes are told before anyone acts: they must share their moments. */
function whyNotBeside(first: Tape, { instrument, interval, candles }: Tape): string | null {
  const name = instrument.symbol;
  if (instrument.quoteAsset !== first.instrument.quoteAsset) {
    return `${name} is quoted in ${instrument.quoteAsset}, expected ${first.instrument.quoteAsset} as ${first.instrument.symbol}`;
  }
  if (interval !== first.interval) {
    return `${name} has candles of ${interval}, expected ${first.interval} as ${first.instrument.symbol}`;
  }
  const odd = candles.openTimeMs.find((timeMs) => barOpenMs(interval, timeMs) !== timeMs);
  return odd === undefined
    ? null
    : `${name} has a candle at ${odd} ms, expected only whole ${interval} beside other tapes`;
}

function firstTwice(names: readonly string[]): string | null {
  return names.find((name, index) => names.indexOf(name) !== index) ?? null;
}

function checkBot({ tapes }: PortfolioRequest, bot: BotConfig, find: FindStrategy): Outcome<BotConfig> {
  const tape = tapes.find(({ instrument }) => instrument.id === bot.instrumentId);
  if (tape === undefined)
    return fail('badArgument', `bot ${bot.id} trades ${bot.instrumentId}, expected one with a tape`);
  if (!canAggregate(tape.interval, bot.interval)) {
    const expected = `expected its tape's ${tape.interval} or a whole multiple of it`;
    return fail('badArgument', `interval of bot ${bot.id} is ${bot.interval}, ${expected}`);
  }
  const params = parseStrategyParams(bot.strategyId, bot.params, find);
  if (!params.ok) return params;
  const definition = find(bot.strategyId);
  if (definition === undefined) throw new Error(`strategy ${bot.strategyId} was found and is gone`);
  const wrong = whyNoSeries(definition, params.value, bot);
  if (wrong !== null) return fail('badArgument', wrong);
  for (const { name, instrumentId } of furtherSeriesOf(definition, params.value, bot)) {
    if (tapes.some(({ instrument }) => instrument.id === instrumentId)) continue;
    return fail('badArgument', `series ${name} of ${bot.strategyId} is of ${instrumentId}, expected a tape of it`);
  }
  return succeed({ ...bot, params: params.value });
}
