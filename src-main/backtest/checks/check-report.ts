import type { Interval, TimestampMs } from '../../model/time.ts';

/** `notApplicable`: there was nothing to compare, and the sentence says why. */
export type Verdict = 'passed' | 'failed' | 'notApplicable';

/** How the run that disagreed was different from the whole run. */
export type Probe =
  /** The same candles again. */
  | 'again'
  /** The candles end with `probeBar`. */
  | 'cut'
  /** After `probeBar` come other candles: prices mirrored at its close. */
  | 'otherFuture'
  /** Every price of the tape mirrored. */
  | 'otherTape'
  /** Indicators one candle at a time, as a live bot computes them. */
  | 'live'
  /** The same run, looked back at from its last bar. */
  | 'lookingBack'
  /** The candles begin with `probeBar`. */
  | 'laterStart'
  /** The whole run itself. */
  | 'whole';

/** One thing that was found, at one bar. */
export type Evidence = {
  /** Index in the candles that were given, and when that bar opened. */
  readonly bar: number;
  readonly timeMs: TimestampMs;
  /** What disagrees: the decision or an output of an indicator, by the name the strategy declared: `slow.sma`. */
  readonly what: 'decision' | 'indicator';
  readonly name: string;
  /** In the whole run; null for a value that is not there. A decision is text: its intents as JSON, `hold` for none. */
  readonly expected: string | number | null;
  /** In the run that was different. */
  readonly actual: string | number | null;
  readonly probe: Probe;
  readonly probeBar: number | null;
};

export type Check = {
  readonly verdict: Verdict;
  /** For a person. */
  readonly sentence: string;
  /** The first things found, at most `MOST_EVIDENCE`; [] when passed. */
  readonly evidence: readonly Evidence[];
};

/** How an output depends on where the tape begins, worst case over the starts that were tried. */
export type StartUp = {
  readonly indicator: string;
  /** Bars of history from which on it is within 1e-6 of what it is with all of it; null when it never is. */
  readonly settledAfterBars: number | null;
  /** Difference by bars of history; null where one of the two has no value. */
  readonly differences: readonly { readonly bars: number; readonly percent: number | null }[];
};

export type WarmUpCheck = Check & {
  /** Index of the first bar it says it can judge. */
  readonly declaredBars: number;
  /** Bars of history from which on every later start decided as the whole run did; null when none did to its end. */
  readonly decisionsSettledAfterBars: number | null;
  readonly startUp: readonly StartUp[];
};

export type CheckReport = {
  readonly strategyId: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly interval: Interval;
  /** Candles that were used: the latest of those given. */
  readonly candles: number;
  readonly firstMs: TimestampMs;
  readonly lastMs: TimestampMs;
  readonly seed: string;
  /** Bars it judged, and those at which it wanted something. */
  readonly judgedBars: number;
  readonly decisions: number;
  /** `failed` when one check failed. */
  readonly verdict: Exclude<Verdict, 'notApplicable'>;
  readonly checks: { readonly lookAhead: Check; readonly warmUp: WarmUpCheck; readonly repainting: Check };
};

export const MOST_EVIDENCE = 10;
