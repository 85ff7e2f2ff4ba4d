import type { BacktestRequest, StrategyView } from '../../../src-preload/contract/research-views.ts';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { fractionOfPercent } from '../../format/index.ts';
import { NO_REGIMES, type RegimeDraft, regimeProblem, regimesOf } from '../regimes/index.ts';
import type { FillsForm } from './fills-form.ts';
import { fillsOf, PLAIN_FILLS, problemsOfFills } from './fills-form.ts';
import type { FormProblem, NumberLimits } from './number-problem.ts';
import { problemOfNumber } from './number-problem.ts';

/** The form as typed. Costs in basis points, shares in percent; texts stay texts until they are sent. */
export type BacktestForm = FillsForm & {
  readonly instrumentId: string;
  readonly interval: BacktestRequest['interval'];
  /** Whole days of the display zone, `YYYY-MM-DD`; empty for all there is. */
  readonly fromDay: string;
  readonly toDay: string;
  readonly strategyId: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly capital: string;
  readonly feeBps: string;
  readonly slippageBps: string;
  readonly spreadBps: string;
  readonly sizePercent: string;
  readonly stopPercent: string;
  readonly targetPercent: string;
  readonly leverage: string;
  readonly regimes: RegimeDraft;
};

export type FormProblems = Partial<Record<keyof BacktestForm, FormProblem>>;

/** The command line's own defaults, so that an untouched form gives the command line's numbers. */
export const FIRST_FORM: BacktestForm = {
  instrumentId: '',
  interval: '1h',
  fromDay: '',
  toDay: '',
  strategyId: '',
  params: {},
  capital: '10000',
  feeBps: '10',
  slippageBps: '0',
  spreadBps: '0',
  sizePercent: '100',
  stopPercent: '',
  targetPercent: '',
  leverage: '1',
  regimes: NO_REGIMES,
  ...PLAIN_FILLS,
};

/** What there is to choose from, the first of each being the one to begin with. */
export type FirstChoices = {
  readonly instruments: readonly Pick<InstrumentView, 'id' | 'simulated'>[];
  readonly strategies: readonly StrategyView[];
};

/** A form in which nothing is chosen yet names something to test, so that one press gives a first result. */
export function withFirstChoices(form: BacktestForm, { instruments, strategies }: FirstChoices): BacktestForm {
  const strategy = strategies[0];
  const withOne = form.strategyId === '' && strategy !== undefined ? withStrategy(form, strategy) : form;
  if (withOne.instrumentId !== '') return withOne;
  return { ...withOne, instrumentId: instruments.find(({ simulated }) => simulated)?.id ?? '' };
}

/** Another strategy brings its own parameters; those of the last one mean nothing to it. */
export function withStrategy(form: BacktestForm, strategy: StrategyView): BacktestForm {
  return form.strategyId === strategy.id ? form : { ...form, strategyId: strategy.id, params: strategy.defaults };
}

const LIMITS = {
  feeBps: { least: -100, most: 1000, leastIncluded: true, mostIncluded: true },
  slippageBps: { least: 0, most: 1000, leastIncluded: true, mostIncluded: true },
  spreadBps: { least: 0, most: 1000, leastIncluded: true, mostIncluded: true },
  sizePercent: { least: 0, most: 100, leastIncluded: false, mostIncluded: true },
  stopPercent: { least: 0, most: 100, leastIncluded: false, mostIncluded: false },
  targetPercent: { least: 0, most: 10_000, leastIncluded: false, mostIncluded: true },
  leverage: { least: 1, most: 125, leastIncluded: true, mostIncluded: true },
} as const satisfies Partial<Record<keyof BacktestForm, NumberLimits>>;

const DECIMAL = /^\d+(\.\d+)?$/;

export function problemsOf(form: BacktestForm): FormProblems {
  const problems: FormProblems = { ...problemsOfFills(form) };
  if (form.instrumentId === '') problems.instrumentId = 'required';
  if (form.strategyId === '') problems.strategyId = 'required';
  const capital = form.capital.trim();
  if (capital === '') problems.capital = 'required';
  else if (!DECIMAL.test(capital)) problems.capital = 'notNumber';
  else if (Number(capital) <= 0) problems.capital = 'outOfRange';
  for (const name of ['feeBps', 'slippageBps', 'spreadBps', 'sizePercent', 'leverage'] as const) {
    const problem = problemOfNumber(form[name], LIMITS[name]);
    if (problem !== undefined) problems[name] = problem;
  }
  for (const name of ['stopPercent', 'targetPercent'] as const) {
    const problem = form[name].trim() === '' ? undefined : problemOfNumber(form[name], LIMITS[name]);
    if (problem !== undefined) problems[name] = problem;
  }
  if (regimeProblem(form.regimes) !== undefined) problems.regimes = 'outOfRange';
  if (form.fromDay !== '' && form.toDay !== '' && form.fromDay > form.toDay) problems.toDay = 'fromAfterTo';
  return problems;
}

const fractionOrNone = (text: string): number | null => (text.trim() === '' ? null : fractionOfPercent(text));

/** What is sent; call it only when `problemsOf` found none. `dayStartMs` gives the moment a day of the display zone starts. */
export function requestOf(form: BacktestForm, dayStartMs: (day: string, daysLater: number) => number): BacktestRequest {
  const regimes = regimesOf(form.regimes);
  return {
    instrumentId: form.instrumentId,
    interval: form.interval,
    fromMs: form.fromDay === '' ? null : dayStartMs(form.fromDay, 0),
    toMs: form.toDay === '' ? null : dayStartMs(form.toDay, 1),
    strategyId: form.strategyId,
    params: { ...form.params },
    capital: form.capital.trim(),
    feeBps: Number(form.feeBps),
    slippageBps: Number(form.slippageBps),
    spreadBps: Number(form.spreadBps),
    sizeFraction: fractionOfPercent(form.sizePercent) ?? 0,
    stopLossFraction: fractionOrNone(form.stopPercent),
    takeProfitFraction: fractionOrNone(form.targetPercent),
    leverage: Number(form.leverage),
    ...fillsOf(form),
    ...(regimes === undefined ? {} : { regimes }),
  };
}
