import { intervalMs } from '../../model/time.ts';
import type { FidelityFacts } from './fidelity-facts.ts';

/** A: as near to trading as data allow. E: a sketch. */
export type FidelityGrade = 'A' | 'B' | 'C' | 'D' | 'E';

/** One thing that speaks against the result, in words, and the points it costs. */
export type FidelityReason = {
  readonly kind: 'detail' | 'withinOneBar' | 'costs' | 'limits' | 'volume' | 'gaps' | 'silentBars' | 'fewTrades';
  readonly points: number;
  readonly sentence: string;
};

export type Fidelity = {
  /** Null when nothing was traded: there is nothing to believe or not. */
  readonly grade: FidelityGrade | null;
  /** 100 less the points of all reasons, at least 0. */
  readonly score: number;
  /** One line about the data and the fills. */
  readonly summary: string;
  /** The heaviest first; [] when nothing speaks against it. */
  readonly reasons: readonly FidelityReason[];
  readonly facts: FidelityFacts;
};

/** The lowest score of each grade. */
const GRADES: readonly (readonly [FidelityGrade, number])[] = [
  ['A', 85],
  ['B', 70],
  ['C', 50],
  ['D', 30],
  ['E', 0],
];

/** Points by the length of the candles that fills were decided on, shortest first. Trades one by one cost none. */
const DETAIL_POINTS: readonly (readonly [upToMs: number, points: number])[] = [
  [0, 0],
  [intervalMs('1m'), 5],
  [intervalMs('5m'), 8],
  [intervalMs('15m'), 12],
  [intervalMs('1h'), 18],
  [intervalMs('4h'), 24],
  [intervalMs('1d'), 30],
  [Number.POSITIVE_INFINITY, 40],
];

const FEWEST_TRADES = 30;

/** The badge of a run. The points are a convention of ours: they order results and say what to mend first. */
export function fidelityOf(facts: FidelityFacts): Fidelity {
  const all = [detail, withinOneBar, costs, limits, volume, gaps, silentBars, fewTrades];
  const reasons = all
    .flatMap((reason) => reason(facts) ?? [])
    .map((reason) => ({ ...reason, points: Math.round(reason.points) }))
    .sort((a, b) => b.points - a.points);
  const score = Math.max(0, 100 - reasons.reduce((sum, { points }) => sum + points, 0));
  const grade = GRADES.find(([, lowest]) => score >= lowest)?.[0] ?? 'E';
  return { grade: facts.trades === 0 ? null : grade, score, summary: summaryOf(facts), reasons, facts };
}

type Judge = (facts: FidelityFacts) => FidelityReason | null;

const detail: Judge = ({ finestMs }) => {
  const points = DETAIL_POINTS.find(([upToMs]) => finestMs <= upToMs)?.[1] ?? 0;
  if (points === 0) return null;
  const sentence = `Fills are decided on candles of ${lengthText(finestMs)}: what happened within one is assumed.`;
  return { kind: 'detail', points, sentence };
};

const withinOneBar: Judge = ({ withinOneBar: share, finestMs, interval }) => {
  if (share === null || share === 0 || finestMs === 0) return null;
  const finer = finestMs < intervalMs(interval);
  return {
    kind: 'withinOneBar',
    points: Math.min(30, Math.max(1, 60 * share)) / (finer ? 4 : 1),
    sentence: finer
      ? `${percent(share)} of trades open and close inside one bar of ${interval}; finer candles tell their order of fills.`
      : `${percent(share)} of trades open and close inside one bar: their order of fills is assumed.`,
  };
};

const costs: Judge = ({ feeBps, spreadBps, slippageBps, slippageModel }) => {
  const missing = feeBps === 0 ? ['fees'] : [];
  if (spreadBps === 0 && slippageBps === 0 && !slippageModel) missing.push('spread', 'slippage');
  if (missing.length === 0) return null;
  const points = (feeBps === 0 ? 15 : 0) + (missing.includes('slippage') ? 10 : 0);
  return { kind: 'costs', points, sentence: `It trades without ${missing.join(' and ')}: real trading has them.` };
};

const limits: Judge = ({ limits: model }) => {
  if (model !== 'touch') return null;
  const sentence = 'Limit orders fill as soon as the price touches them, as if nobody stood in front.';
  return { kind: 'limits', points: 5, sentence };
};

const volume: Judge = ({ largeTrades, largestOfVolume, participation, trades }) => {
  if (trades === 0 || participation !== null) return null;
  if (largeTrades === null) {
    return {
      kind: 'volume',
      points: 8,
      sentence: 'The candles have no volume: whether orders this large could fill is unknown.',
    };
  }
  if (largeTrades === 0) return null;
  return {
    kind: 'volume',
    points: Math.min(25, Math.max(1, 50 * largeTrades)),
    sentence: `${percent(largeTrades)} of trades are more than a tenth of the volume of their bar (at most ${percent(largestOfVolume ?? 0)}): they would have moved the price.`,
  };
};

const gaps: Judge = ({ missingBars }) => {
  if (missingBars < 0.001) return null;
  const sentence = `${percent(missingBars)} of the bars between the first and the last are not there.`;
  return { kind: 'gaps', points: Math.min(15, Math.max(1, 50 * missingBars)), sentence };
};

const silentBars: Judge = ({ withoutVolume }) => {
  if (withoutVolume < 0.001 || withoutVolume === 1) return null;
  const sentence = `${percent(withoutVolume)} of the candles have no volume: nobody could have traded in them.`;
  return { kind: 'silentBars', points: Math.min(15, Math.max(1, 50 * withoutVolume)), sentence };
};

const fewTrades: Judge = ({ trades }) => {
  if (trades === 0 || trades >= FEWEST_TRADES) return null;
  const sentence = `${trades} ${trades === 1 ? 'trade says' : 'trades say'} little; ${FEWEST_TRADES} or more are wanted.`;
  return { kind: 'fewTrades', points: 10, sentence };
};

const LIMITS_TEXT: Readonly<Record<FidelityFacts['limits'], string>> = {
  through: 'limits when the price trades through them',
  touch: 'limits when the price touches them',
  penetration: 'limits when the price is some ticks beyond them',
  queue: 'limits after what stands ahead in the queue',
};

function summaryOf({ finestMs, interval, limits: model, participation, trades, barsPerTrade }: FidelityFacts): string {
  const data = finestMs === 0 ? 'trades one by one' : `candles of ${lengthText(finestMs)}`;
  const fills = `market orders fill at the next price, ${LIMITS_TEXT[model]}`;
  const bound = participation === null ? '' : `, no more than ${percent(participation)} of the volume`;
  const often =
    barsPerTrade === null ? 'no trades' : `${trades} trades, one in ${barsPerTrade.toFixed(0)} bars of ${interval}`;
  return `On ${data}: ${fills}${bound}; ${often}.`;
}

/** In the largest unit that fits whole. */
function lengthText(lengthMs: number): string {
  const minutes = lengthMs / 60_000;
  if (minutes >= 1440 && minutes % 1440 === 0) return minutes === 1440 ? 'a day' : `${minutes / 1440} days`;
  if (minutes >= 60 && minutes % 60 === 0) return minutes === 60 ? 'an hour' : `${minutes / 60} hours`;
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}

function percent(share: number): string {
  const value = share * 100;
  return `${value < 10 ? Number(value.toPrecision(2)) : Math.round(value)} %`;
}
