import type { BacktestResultView } from '../../../src-preload/contract/research-views.ts';
import { formatDecimal } from '../../format/index.ts';
import { wording } from '../../language/index.ts';

const texts = wording.bots.wizard.warnings;
const DAY_MS = 86_400_000;
const LEAST_TRADES = 30;
const LEAST_DAYS = 30;
const TRADES_A_PARAMETER = 10;
const HIGHEST_SHARPE = 4;
const DEEPEST_DRAWDOWN = 0.3;

export type Previewed = Pick<
  BacktestResultView,
  'metrics' | 'trades' | 'curve' | 'firstMs' | 'lastMs' | 'simulated' | 'request'
>;

export const daysOf = ({ firstMs, lastMs }: Pick<Previewed, 'firstMs' | 'lastMs'>): number =>
  (lastMs - firstMs) / DAY_MS;

/** What a careful person would say about the preview, the gravest first; none is no promise. */
export function cautionsOf(result: Previewed): readonly string[] {
  const { metrics } = result;
  const told = metrics.trades === 0 ? [texts.noTrades] : [...ofLuck(result), ...ofResult(result)];
  const days = daysOf(result);
  const isShort = days < LEAST_DAYS ? [texts.short(formatDecimal(days, { decimals: 1 }))] : [];
  return [...told, ...isShort, ...(result.simulated ? [texts.simulated] : [])];
}

function ofLuck({ metrics, trades, request }: Previewed): readonly string[] {
  const params = Object.values(request.params).filter((value) => typeof value === 'number').length;
  const gained = trades.map(({ profit }) => Number(profit));
  const net = gained.reduce((sum, profit) => sum + profit, 0);
  const count = metrics.trades;
  return [
    ...(count < LEAST_TRADES ? [texts.fewTrades(count)] : []),
    ...(params > 0 && count < params * TRADES_A_PARAMETER ? [texts.manyParameters(count, params)] : []),
    ...(net > 0 && Math.max(...gained) > net / 2 ? [texts.oneTrade] : []),
  ];
}

function ofResult({ metrics, curve }: Previewed): readonly string[] {
  const { totalReturn, buyAndHoldReturn, sharpe, maxDrawdown } = metrics;
  const made = totalReturn ?? 0;
  return [
    ...(made < 0 ? [texts.lost] : []),
    ...(made > 0 && hasFaded(curve) ? [texts.fadedLater] : []),
    ...(buyAndHoldReturn !== null && buyAndHoldReturn > Math.max(0, made) ? [texts.belowHolding] : []),
    ...(sharpe !== null && sharpe > HIGHEST_SHARPE ? [texts.tooGood(formatDecimal(sharpe, { decimals: 1 }))] : []),
    ...(Math.abs(maxDrawdown ?? 0) > DEEPEST_DRAWDOWN ? [texts.deepDrawdown] : []),
  ];
}

/** Up in the first two thirds of the time, down in the last. */
function hasFaded({ timeMs, equity }: Previewed['curve']): boolean {
  const [firstMs, lastMs] = [timeMs[0], timeMs.at(-1)];
  if (firstMs === undefined || lastMs === undefined) return false;
  const turnMs = firstMs + ((lastMs - firstMs) * 2) / 3;
  const turn = equity[timeMs.findIndex((time) => time >= turnMs)] ?? Number.NaN;
  return turn > (equity[0] ?? 0) && (equity.at(-1) ?? 0) < turn;
}
