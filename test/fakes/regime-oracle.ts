import type { CandleColumns } from '../../src-main/model/candle.ts';
import type { Regime } from '../../src-main/model/regime.ts';

/** The regime model written slowly from docs/regime.md: every figure from scratch at every candle. */
export type OracleRow = { regime: Regime | null; trend: number; volatilityRank: number; fall: number };

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function sampleVariance(values: readonly number[]): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
}

function yangZhang(candles: CandleColumns, from: number, to: number): number {
  const [overnight, day, rogersSatchell]: [number[], number[], number[]] = [[], [], []];
  for (let i = from; i <= to; i++) {
    const [open, high, low, close] = [candles.open, candles.high, candles.low, candles.close].map(
      (column) => column[i] as number,
    ) as [number, number, number, number];
    overnight.push(Math.log(open / (candles.close[i - 1] as number)));
    day.push(Math.log(close / open));
    rogersSatchell.push(Math.log(high / close) * Math.log(high / open) + Math.log(low / close) * Math.log(low / open));
  }
  const n = overnight.length;
  const k = 0.34 / (1.34 + (n + 1) / (n - 1));
  return Math.sqrt(sampleVariance(overnight) + k * sampleVariance(day) + (1 - k) * mean(rogersSatchell));
}

function trendOf(close: Float64Array, i: number, period: number): number {
  if (i < period) return Number.NaN;
  const returns = Array.from({ length: period }, (_, k) =>
    Math.log((close[i - k] as number) / (close[i - k - 1] as number)),
  );
  return mean(returns) / Math.sqrt(sampleVariance(returns) / period);
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[half] as number)
    : ((sorted[half - 1] as number) + (sorted[half] as number)) / 2;
}

/** With the default parameters. */
export function regimeOracle(candles: CandleColumns): OracleRow[] {
  const volatilities: number[] = [];
  const rows: OracleRow[] = [];
  let [now, spell]: [Regime | null, number] = [null, 0];
  for (let i = 0; i < candles.close.length; i++) {
    volatilities.push(i < 24 ? Number.NaN : yangZhang(candles, i - 23, i));
    const row: OracleRow = {
      regime: null,
      trend: trendOf(candles.close, i, 72),
      volatilityRank: Number.NaN,
      fall: Number.NaN,
    };
    rows.push(row);
    if (i < 24 + 359) continue;
    const window = volatilities.slice(i - 359);
    const latest = window.at(-1) as number;
    const others = window.slice(0, -1);
    row.volatilityRank =
      (others.filter((value) => value < latest).length + others.filter((value) => value === latest).length / 2) / 359;
    const highest = Math.max(...candles.close.subarray(i - 23, i + 1));
    row.fall = Math.log(highest / (candles.close[i] as number)) / (medianOf(window) * Math.sqrt(24));
    const wanted = wantedOf(now, row);
    const stays: boolean = now !== null && wanted !== 'crisis' && spell < 12;
    const next: Regime = stays ? (now as Regime) : wanted;
    spell = next === now ? spell + 1 : 1;
    now = next;
    row.regime = now;
  }
  return rows;
}

function wantedOf(now: Regime | null, { trend, volatilityRank, fall }: OracleRow): Regime {
  const crisis = now === 'crisis' ? fall >= 1.5 && volatilityRank >= 0.85 : fall >= 3 && volatilityRank >= 0.95;
  if (crisis) return 'crisis';
  if (volatilityRank >= (now === 'highVolatility' ? 0.75 : 0.9)) return 'highVolatility';
  if (trend >= (now === 'trendUp' ? 0.25 : 1.5)) return 'trendUp';
  if (trend <= (now === 'trendDown' ? -0.25 : -1.5)) return 'trendDown';
  return 'range';
}
