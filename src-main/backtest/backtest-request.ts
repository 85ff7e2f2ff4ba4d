import { describeIssues } from '../base/describe-issues.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import { findStrategy, STRATEGIES } from '../engine/strategies/registry.ts';
import type { FindStrategy } from '../engine/strategies/strategy.ts';
import type { AccountRisk, BotRisk } from '../model/bot.ts';
import type { CandleColumns } from '../model/candle.ts';
import type { Instrument } from '../model/instrument.ts';
import type { Money } from '../model/money.ts';
import { moneyToText } from '../model/money.ts';
import type { RegimeRules } from '../model/regime.ts';
import type { Interval } from '../model/time.ts';
import type { Tape } from './tape.ts';
import type { VenueSettings } from './venue-settings.ts';

/** One strategy on one series, with the costs of its trades. */
export type BacktestRequest = {
  readonly instrument: Instrument;
  readonly interval: Interval;
  readonly candles: CandleColumns;
  /** Of the other symbols the strategy looks at: same interval, same quote asset. */
  readonly others?: readonly Tape[];
  readonly strategyId: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Quote asset. */
  readonly capital: Money;
  readonly feeBps: number;
  readonly slippageBps: number;
  readonly spreadBps: number;
  readonly risk: BotRisk;
  readonly accountRisk: AccountRisk;
  /** What is entered in which regime; left out, the run does not go by them. */
  readonly regimes?: RegimeRules;
  /** As plain as SPEC 11 says when left out. */
  readonly venue?: VenueSettings;
};

/** No limits beyond the strategy's own. */
export const NO_ACCOUNT_LIMITS: AccountRisk = {
  maxPositionFraction: null,
  maxDailyLossFraction: null,
  dayRollOffsetMs: 0,
};

/** The parameters with defaults filled in, or why they do not fit the strategy. */
export function parseStrategyParams(
  strategyId: string,
  params: unknown,
  find: FindStrategy = findStrategy,
): Outcome<Record<string, unknown>> {
  const definition = find(strategyId);
  if (definition === undefined) {
    const known = STRATEGIES.map(({ id }) => id);
    return fail('unknownStrategy', `strategy is "${strategyId}", expected one of ${known.join(', ')}`, { known });
  }
  const parsed = definition.params.safeParse(params, { reportInput: true });
  if (parsed.success) return succeed(parsed.data as Record<string, unknown>);
  const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  return fail('badParams', `params of ${strategyId}: ${describeIssues(parsed.error.issues)}`, { issues });
}

/** Everything a run cannot go on without. */
export function checkRequest(request: BacktestRequest, find?: FindStrategy): Outcome<BacktestRequest> {
  const params = parseStrategyParams(request.strategyId, request.params, find);
  if (!params.ok) return params;
  if (request.candles.openTimeMs.length === 0)
    return fail('noCandles', 'the series has no candles, expected one or more');
  if (request.capital <= 0n) {
    return fail('badArgument', `capital is ${moneyToText(request.capital)}, expected more than 0`);
  }
  return succeed({ ...request, params: params.value });
}
