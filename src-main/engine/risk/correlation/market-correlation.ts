import type { Candle, CandleColumns } from '../../../model/candle.ts';
import type { CorrelatedMarket, CorrelationMatrix } from '../../../model/risk-standing.ts';
import { CLUSTER_CORRELATION, clustersOf } from './clusters-of.ts';
import { correlationOf } from './correlation-of.ts';
import { ReturnSeries } from './return-series.ts';

const EMPTY: CorrelationMatrix = { markets: [], coefficients: new Float64Array(0), clusters: new Int32Array(0) };

/**
 * Which markets move together, as of the last closed quarter of an hour. Two of which too little is known count as if
 * they did: a limit must not be passed by not knowing. The same base asset is one cluster, wherever it trades.
 */
export class MarketCorrelation {
  readonly #series = new Map<string, { readonly market: CorrelatedMarket; readonly returns: ReturnSeries }>();
  #matrix = EMPTY;
  #index = new Map<string, number>();
  #isOld = false;

  add(market: CorrelatedMarket): void {
    if (this.#series.has(market.instrumentId)) return;
    this.#series.set(market.instrumentId, { market, returns: new ReturnSeries() });
    this.#isOld = true;
  }

  /** A closed candle of a market that was added; any other is none of ours. */
  onCandle(instrumentId: string, { openTimeMs, close }: Candle): void {
    if (this.#series.get(instrumentId)?.returns.add(openTimeMs, close) === true) this.#isOld = true;
  }

  /** Closed quarters of an hour from before the market was heard, oldest first. */
  onPast(instrumentId: string, { openTimeMs, close }: CandleColumns): void {
    if (this.#series.get(instrumentId)?.returns.addPast(openTimeMs, close) === true) this.#isOld = true;
  }

  /** Works out what has changed since the last time; to be asked between orders. */
  refresh(): void {
    if (!this.#isOld) return;
    this.#isOld = false;
    const series = [...this.#series.values()];
    const markets = series.map(({ market }) => market);
    const coefficients = coefficientsOf(series.map(({ returns }) => returns));
    this.#matrix = { markets, coefficients, clusters: clustersOf(markets.length, belongsIn(markets, coefficients)) };
    this.#index = new Map(markets.map(({ instrumentId }, index) => [instrumentId, index]));
  }

  get matrix(): CorrelationMatrix {
    return this.#matrix;
  }

  /** Whether two instruments are in one cluster, or nobody knows that they are not. What is unknown joins no others. */
  isSame(left: string, right: string): boolean {
    const a = this.#index.get(left);
    const b = this.#index.get(right);
    if (a === undefined || b === undefined) return true;
    const { clusters, coefficients, markets } = this.#matrix;
    return clusters[a] === clusters[b] || Number.isNaN(coefficients[a * markets.length + b] as number);
  }
}

function coefficientsOf(series: readonly ReturnSeries[]): Float64Array {
  const count = series.length;
  const coefficients = new Float64Array(count * count).fill(1);
  const latestStep = Math.max(0, ...series.map((one) => one.latestStep).filter((step) => !Number.isNaN(step)));
  for (let row = 0; row < count; row++) {
    for (let column = row + 1; column < count; column++) {
      const value = correlationOf(series[row] as ReturnSeries, series[column] as ReturnSeries, latestStep);
      coefficients[row * count + column] = value;
      coefficients[column * count + row] = value;
    }
  }
  return coefficients;
}

function belongsIn(markets: readonly CorrelatedMarket[], coefficients: Float64Array) {
  return (left: number, right: number): boolean => {
    if (markets[left]?.baseAsset === markets[right]?.baseAsset) return true;
    const coefficient = coefficients[left * markets.length + right] as number;
    return coefficient >= CLUSTER_CORRELATION;
  };
}
