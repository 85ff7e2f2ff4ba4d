import type { Money } from '../../model/money.ts';
import { moneyToNumber } from '../../model/money.ts';
import type { Regime } from '../../model/regime.ts';
import type { BacktestRun } from '../recorder.ts';
import type { RefusalLog } from '../refusal-log.ts';
import { dailyCurveOf } from '../statistics/daily-curve.ts';
import type { Statistics } from '../statistics/statistics-of.ts';
import { tradedValueOf } from '../statistics/turnover.ts';
import type { CostsSplit } from './costs-split.ts';
import { costsSplit } from './costs-split.ts';
import type { ExcursionPoints } from './excursion-points.ts';
import { excursionPoints } from './excursion-points.ts';
import type { ExposureCurve } from './exposure-curve.ts';
import { exposureCurve } from './exposure-curve.ts';
import type { ReturnDistribution } from './return-distribution.ts';
import { returnDistribution } from './return-distribution.ts';
import type { TradeGroup } from './trade-groups.ts';
import { tradeGroups } from './trade-groups.ts';

/** Everything a report shows beside its figures, small enough to send anywhere. */
export type ReportSections = {
  readonly returnDistribution: ReturnDistribution;
  readonly exposure: ExposureCurve;
  readonly excursions: ExcursionPoints;
  readonly groups: {
    readonly side: readonly TradeGroup[];
    readonly exitReason: readonly TradeGroup[];
    readonly entryTag: readonly TradeGroup[];
    readonly exitTag: readonly TradeGroup[];
    readonly symbol: readonly TradeGroup[];
    /** By the regime at entry; empty where none was known. */
    readonly regime: readonly TradeGroup[];
  };
  readonly costs: CostsSplit;
  readonly refusals: RefusalLog;
};

const MOST_EXPOSURE_POINTS = 500;
const MOST_EXCURSIONS = 2000;

/** What was worked out of a run's trades already, one a trade. */
type OfTrades = Pick<Statistics, 'excursions'> & { readonly entryRegimes: readonly (Regime | null)[] };

export function sectionsOf(run: BacktestRun, { excursions, entryRegimes }: OfTrades): ReportSections {
  const { request, trades, equity } = run;
  const { candles, capital, instrument } = request;
  const regimeOf = new Map(trades.map((trade, index) => [trade, entryRegimes[index] ?? null]));
  const daily = dailyCurveOf(candles.openTimeMs, equity, moneyToNumber(capital));
  return {
    returnDistribution: returnDistribution(daily.returns),
    exposure: exposureCurve(trades, candles, equity, MOST_EXPOSURE_POINTS),
    excursions: excursionPoints(trades, excursions, MOST_EXCURSIONS),
    groups: {
      side: tradeGroups(trades, ({ side }) => side),
      exitReason: tradeGroups(trades, ({ exitReason }) => exitReason),
      entryTag: tradeGroups(trades, ({ entryTag }) => entryTag),
      exitTag: tradeGroups(trades, ({ exitTag }) => exitTag),
      symbol: tradeGroups(trades, ({ instrumentId }) =>
        instrumentId === instrument.id ? instrument.symbol : instrumentId,
      ),
      regime: tradeGroups(trades, (trade) => regimeOf.get(trade) ?? ''),
    },
    costs: costsSplit(run.costs, (run.finalEquity - capital) as Money, tradedValueOf(trades)),
    refusals: run.refusalLog,
  };
}
