import type { Candle } from '../../model/candle.ts';
import { takeLogarithm } from '../indicators/kernels/logarithm.ts';
import { RollingDeviation } from '../indicators/kernels/rolling-deviation.ts';
import { RollingExtreme } from '../indicators/kernels/rolling-extreme.ts';
import type { RegimeParams } from './parameters.ts';
import { SortedWindow } from './sorted-window.ts';
import { YangZhang } from './yang-zhang.ts';

/** Beyond it nothing is told apart: a price without any noise would be infinitely certain of its trend. */
const MOST = 100;

/** What the regime is judged by, one candle after the other. Each is NaN while it warms up. */
export class MarketReadings {
  /** t-statistic of the mean log return over the trend period: signed, 0 without any move, at most ±100. */
  trend = Number.NaN;
  /** Share of the volatilities compared with that are lower than the one now, 0 to 1. */
  volatilityRank = Number.NaN;
  /** ln(highest close ÷ close) in the moves usual over the fall period, 0 to 100. */
  fall = Number.NaN;
  private readonly yangZhang: YangZhang;
  private readonly volatilities: SortedWindow;
  private readonly returns: RollingDeviation;
  private readonly highest: RollingExtreme;
  private readonly scale: number;
  private readonly usualSpan: number;
  private readonly scratch = new Float64Array(1);

  constructor({ trendPeriod, volatilityPeriod, rankPeriod, fallPeriod }: RegimeParams) {
    this.yangZhang = new YangZhang(volatilityPeriod);
    this.volatilities = new SortedWindow(rankPeriod);
    this.returns = new RollingDeviation(trendPeriod);
    this.highest = new RollingExtreme(fallPeriod, 'highest');
    this.scale = Math.sqrt(trendPeriod - 1);
    this.usualSpan = Math.sqrt(fallPeriod);
  }

  next(candle: Candle): void {
    this.yangZhang.next(candle);
    this.highest.incoming = candle.close;
    this.highest.take();
    if (Number.isNaN(this.yangZhang.logReturn)) return;
    this.returns.incoming = this.yangZhang.logReturn;
    this.returns.take();
    this.readTrend();
    if (Number.isNaN(this.yangZhang.volatility)) return;
    this.volatilities.incoming = this.yangZhang.volatility;
    this.volatilities.take();
    this.volatilityRank = this.volatilities.rank;
    this.readFall(candle);
  }

  private readTrend(): void {
    const { mean, deviation } = this.returns;
    this.trend = mean === 0 ? 0 : Math.max(-MOST, Math.min(MOST, (mean * this.scale) / deviation));
  }

  private readFall({ close }: Candle): void {
    const usual = this.volatilities.median * this.usualSpan;
    const { scratch } = this;
    scratch[0] = close > 0 ? this.highest.value / close : 1;
    takeLogarithm(scratch, 0);
    const fall = scratch[0] as number;
    this.fall = fall === 0 ? 0 * usual : Math.min(MOST, fall / usual);
  }
}
