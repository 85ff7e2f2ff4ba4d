import type { StoredSeriesView } from '../../../src-preload/contract/research-views.ts';
import type { FillChoices } from '../../../src-preload/contract/study-views.ts';
import { fractionOfPercent } from '../../format/index.ts';
import type { FormProblem, NumberLimits } from './number-problem.ts';
import { problemOfNumber } from './number-problem.ts';

export const LIMIT_MODELS = ['through', 'touch', 'penetration', 'queue'] as const;
export const PATHS = ['pessimistic', 'optimistic', 'openHighLowClose'] as const;
export const PROFILES = ['plain', 'tradingview'] as const;

/** How orders fill, as typed. */
export type FillsForm = {
  readonly profile: (typeof PROFILES)[number];
  /** Of the TradingView profile. */
  readonly slippageTicks: string;
  /** Empty: the one fee above. */
  readonly makerFeeBps: string;
  readonly takerFeeBps: string;
  readonly limitModel: (typeof LIMIT_MODELS)[number];
  readonly penetrationTicks: string;
  readonly queuePercent: string;
  /** Empty: no bound. */
  readonly participationPercent: string;
  readonly path: (typeof PATHS)[number];
  readonly latencyMs: string;
  readonly minuteCandles: boolean;
};

/** As plain as a run is when nothing is said of its fills. */
export const PLAIN_FILLS: FillsForm = {
  profile: 'plain',
  slippageTicks: '0',
  makerFeeBps: '',
  takerFeeBps: '',
  limitModel: 'through',
  penetrationTicks: '1',
  queuePercent: '50',
  participationPercent: '',
  path: 'pessimistic',
  latencyMs: '0',
  minuteCandles: false,
};

export type FillsProblems = Partial<Record<keyof FillsForm, FormProblem>>;

const FEE = { least: -100, most: 1000, leastIncluded: true, mostIncluded: true };
const TICKS = { least: 0, most: 100_000, leastIncluded: true, mostIncluded: true, whole: true };
const QUEUE = { least: 0, most: 100_000, leastIncluded: true, mostIncluded: true };
const SHARE = { least: 0, most: 100, leastIncluded: false, mostIncluded: true };
const LATENCY = { least: 0, most: 86_400_000, leastIncluded: true, mostIncluded: true };

type Rule = { readonly name: keyof FillsForm; readonly limits: NumberLimits; readonly mayBeEmpty?: true };

/** Only what is shown can be wrong. */
function rulesOf({ profile, limitModel }: FillsForm): readonly Rule[] {
  const always: readonly Rule[] = [
    { name: 'makerFeeBps', limits: FEE, mayBeEmpty: true },
    { name: 'takerFeeBps', limits: FEE, mayBeEmpty: true },
    { name: 'participationPercent', limits: SHARE, mayBeEmpty: true },
    { name: 'latencyMs', limits: LATENCY },
  ];
  if (profile === 'tradingview') return [...always, { name: 'slippageTicks', limits: TICKS }];
  if (limitModel === 'penetration') return [...always, { name: 'penetrationTicks', limits: TICKS }];
  return limitModel === 'queue' ? [...always, { name: 'queuePercent', limits: QUEUE }] : always;
}

export function problemsOfFills(form: FillsForm): FillsProblems {
  const problems: FillsProblems = {};
  for (const { name, limits, mayBeEmpty } of rulesOf(form)) {
    const text = String(form[name]);
    const problem = mayBeEmpty && text.trim() === '' ? undefined : problemOfNumber(text, limits);
    if (problem !== undefined) problems[name] = problem;
  }
  return problems;
}

/** What is sent: nothing when all is plain, so that the run is the one it always was. */
export function fillsOf(form: FillsForm): { readonly fills?: FillChoices } {
  const isTradingView = form.profile === 'tradingview';
  const fills: FillChoices = {
    profile: isTradingView ? 'tradingview' : null,
    slippageTicks: isTradingView ? Number(form.slippageTicks) : 0,
    makerFeeBps: numberOrNone(form.makerFeeBps),
    takerFeeBps: numberOrNone(form.takerFeeBps),
    limits: isTradingView || form.limitModel === 'through' ? null : limitsOf(form),
    participation: form.participationPercent.trim() === '' ? null : fractionOfPercent(form.participationPercent),
    path: isTradingView || form.path === 'pessimistic' ? null : form.path,
    latencyMs: Number(form.latencyMs),
    minuteCandles: form.minuteCandles,
  };
  const isPlain = Object.values(fills).every((value) => value === null || value === 0 || value === false);
  return isPlain && form.makerFeeBps.trim() === '' && form.takerFeeBps.trim() === '' ? {} : { fills };
}

const numberOrNone = (text: string): number | null => (text.trim() === '' ? null : Number(text));

function limitsOf({ limitModel, penetrationTicks, queuePercent }: FillsForm): NonNullable<FillChoices['limits']> {
  if (limitModel === 'penetration') return { kind: limitModel, ticks: Number(penetrationTicks) };
  return limitModel === 'queue'
    ? { kind: limitModel, shareAhead: fractionOfPercent(queuePercent) ?? 0 }
    : { kind: limitModel };
}

type StoredSpan = Pick<StoredSeriesView, 'instrumentId' | 'interval' | 'firstMs' | 'lastMs'>;

/** Minutes of the same instrument stand in the store, for longer candles to be looked into. */
export function hasMinutes(
  { instrumentId, interval }: Pick<StoredSpan, 'instrumentId' | 'interval'>,
  series: readonly StoredSpan[],
): boolean {
  const seriesOf = (wanted: string): StoredSpan | undefined =>
    series.find((one) => one.instrumentId === instrumentId && one.interval === wanted);
  const minutes = seriesOf('1m');
  const own = seriesOf(interval);
  if (interval === '1m' || minutes === undefined) return false;
  return own === undefined || (minutes.firstMs <= own.lastMs && minutes.lastMs >= own.firstMs);
}
